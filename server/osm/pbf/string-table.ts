import { Flaw } from '../flaw.ts'
import { newTags, type Tags } from '../osm.ts'
import { bytesField, Cursor } from './cursor.ts'

const STRING = bytesField(1)

/** The strings of a block, which its objects name by number. Each is decoded when first asked for. */
export class StringTable {
  private readonly bytes: Buffer
  /** Where each starts, with its length. */
  private readonly places: number[] = []
  private readonly decoded: (string | undefined)[] = []

  constructor(cursor: Cursor) {
    this.bytes = cursor.bytes
    while (cursor.more) {
      const key = cursor.unsigned()
      if (key === STRING) this.places.push(cursor.at)
      cursor.skip(key)
    }
  }

  read(index: number): string {
    return (this.decoded[index] ??= this.decode(index))
  }

  /** Two lists of numbers name the keys and the values. */
  readTags(keys: Cursor, values: Cursor): Tags {
    const tags = newTags()
    while (keys.more) tags[this.read(keys.unsigned())] = this.read(values.unsigned())
    if (values.more) throw new Flaw('malformed', 'an object has more values than keys')
    return tags
  }

  private decode(index: number): string {
    const place = this.places[index]
    if (place === undefined) throw new Flaw('malformed', `there is no string ${index}`)
    return new Cursor(this.bytes, place).text()
  }
}
