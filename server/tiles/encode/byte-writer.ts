import { growingBytes } from '../shapes/growing.ts'

const text = new TextEncoder()

/** Bytes in Protocol Buffers' encodings, appended one after the other. */
export class ByteWriter {
  private readonly bytes = growingBytes()

  get length(): number {
    return this.bytes.length
  }

  /** Starts anew in the same room. */
  clear(): void {
    this.bytes.length = 0
  }

  /** The bytes so far; valid until the next one is written. */
  view(from = 0, to = this.bytes.length): Uint8Array {
    return this.bytes.array.subarray(from, to)
  }

  /** @param value a whole number from 0 to 2⁵³ − 1 */
  varint(value: number): void {
    const { bytes } = this
    let rest = value
    while (rest >= 0x80) {
      bytes.push((rest % 0x80) | 0x80)
      rest = rest < 0x8000_0000 ? rest >>> 7 : Math.floor(rest / 0x80)
    }
    bytes.push(rest)
  }

  /** @param value of 32 bits; small negative numbers stay short */
  zigzag(value: number): void {
    this.varint(((value << 1) ^ (value >> 31)) >>> 0)
  }

  double(value: number): void {
    const raw = new DataView(new ArrayBuffer(8))
    raw.setFloat64(0, value, true)
    this.raw(new Uint8Array(raw.buffer))
  }

  raw(value: Uint8Array): void {
    const { bytes } = this
    bytes.reserve(bytes.length + value.length)
    bytes.array.set(value, bytes.length)
    bytes.length += value.length
  }

  /** A length-delimited field. */
  field(number: number, value: Uint8Array | string): void {
    const content = typeof value === 'string' ? text.encode(value) : value
    this.varint((number << 3) | 2)
    this.varint(content.length)
    this.raw(content)
  }

  /** A number in a field of its own. */
  number(number: number, value: number): void {
    this.varint(number << 3)
    this.varint(value)
  }
}
