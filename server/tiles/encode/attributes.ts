import type { Properties } from '../shortbread/index.ts'
import { growingIndexes } from '../shapes/growing.ts'
import { ByteWriter } from './byte-writer.ts'

/** Sets of properties, each kept once: most streets and all plain buildings share theirs. */
export class Attributes {
  readonly keys: string[] = []
  /** Encoded as the vector tile specification's `Value`. */
  readonly values: Uint8Array[] = []
  /** Key and value of each property, set after set. */
  readonly pairs = growingIndexes()
  /** Where set i begins among the pairs; it ends where the next begins. */
  readonly starts = growingIndexes()
  private readonly sets = new Map<string, number>()
  private readonly keyNumbers = new Map<string, number>()
  private readonly valueNumbers = new Map<string | number | boolean, number>()
  private readonly plainValues: (string | number | boolean)[] = []

  constructor() {
    this.starts.push(0)
  }

  /** @returns the number of the set */
  add(properties: Properties): number {
    const text = JSON.stringify(properties)
    const known = this.sets.get(text)
    if (known !== undefined) return known
    for (const [key, value] of Object.entries(properties)) {
      this.pairs.push(numberOf(this.keyNumbers, key, () => this.keys.push(key)))
      this.pairs.push(
        numberOf(this.valueNumbers, value, () => {
          this.plainValues.push(value)
          return this.values.push(encodeValue(value))
        }),
      )
    }
    const number = this.starts.length - 1
    this.starts.push(this.pairs.length)
    this.sets.set(text, number)
    return number
  }

  /** The properties of a set. */
  *entries(set: number): Iterable<[string, string | number | boolean]> {
    for (let i = this.starts.at(set); i < this.starts.at(set + 1); i += 2)
      yield [
        this.keys[this.pairs.at(i)] as string,
        this.plainValues[this.pairs.at(i + 1)] as string | number | boolean,
      ]
  }
}

function numberOf<T>(numbers: Map<T, number>, item: T, append: () => number): number {
  const known = numbers.get(item)
  if (known !== undefined) return known
  const number = append() - 1
  numbers.set(item, number)
  return number
}

/** Fields of `Value`: string 1, double 3, uint 5, bool 7. */
function encodeValue(value: string | number | boolean): Uint8Array {
  const writer = new ByteWriter()
  if (typeof value === 'string') writer.field(1, value)
  else if (typeof value === 'boolean') writer.number(7, value ? 1 : 0)
  else if (Number.isSafeInteger(value) && value >= 0) writer.number(5, value)
  else {
    writer.varint((3 << 3) | 1)
    writer.double(value)
  }
  return writer.view().slice()
}
