import { Flaw } from '../flaw.ts'
import { newTags, type Tags } from '../osm.ts'
import { bytesField, type Cursor } from './cursor.ts'

const STRING = bytesField(1)

/** The strings of a block, which its objects name by number. Each is decoded when first asked for. */
export class StringTable {
  private readonly bytes: Buffer
  private readonly starts: number[] = []
  private readonly ends: number[] = []
  private readonly decoded: (string | undefined)[] = []

  constructor(cursor: Cursor) {
    this.bytes = cursor.bytes
    while (cursor.more) {
      const key = cursor.unsigned()
      if (key !== STRING) {
        cursor.skip(key)
        continue
      }
      this.starts.push(cursor.start())
      this.ends.push(cursor.at)
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
    const start = this.starts[index]
    if (start === undefined) throw new Flaw('malformed', `there is no string ${index}`)
    return this.bytes.toString('utf8', start, this.ends[index])
  }
}
