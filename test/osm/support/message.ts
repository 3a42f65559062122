/** A protobuf message under construction: protobuf.dev/programming-guides/encoding */
export class Message {
  private readonly chunks: Uint8Array[] = []
  /** After the last chunk. */
  private latest: number[] = []

  /** A uint, enum or bool; a negative number as int64 in two's complement. */
  number(field: number, value: number): this {
    this.key(field, 0)
    this.varint(value)
    return this
  }

  /** A sint64. */
  zigzag(field: number, value: number): this {
    this.key(field, 0)
    this.varint(zigzag(value))
    return this
  }

  bytes(field: number, content: Uint8Array): this {
    this.key(field, 2)
    this.varint(content.length)
    this.chunks.push(Uint8Array.from(this.latest), content)
    this.latest = []
    return this
  }

  text(field: number, text: string): this {
    return this.bytes(field, new TextEncoder().encode(text))
  }

  message(field: number, message: Message): this {
    return this.bytes(field, message.finish())
  }

  packed(field: number, values: Iterable<number>): this {
    const packed = new Message()
    for (const value of values) packed.varint(value)
    return this.message(field, packed)
  }

  /** sint64s, each the difference from the one before. */
  packedDifferences(field: number, values: Iterable<number>): this {
    const packed = new Message()
    let before = 0
    for (const value of values) {
      packed.varint(zigzag(value - before))
      before = value
    }
    return this.message(field, packed)
  }

  finish(): Uint8Array {
    return Buffer.concat([...this.chunks, Uint8Array.from(this.latest)])
  }

  private key(field: number, wireType: number): void {
    this.varint((field << 3) | wireType)
  }

  private varint(value: number | bigint): void {
    if (typeof value === 'number' && value >= 0 && value < 2 ** 31) {
      let rest = value
      for (; rest > 0x7f; rest >>>= 7) this.latest.push((rest & 0x7f) | 0x80)
      this.latest.push(rest)
      return
    }
    let rest = BigInt.asUintN(64, BigInt(value))
    for (; rest > 0x7fn; rest >>= 7n) this.latest.push(Number(rest & 0x7fn) | 0x80)
    this.latest.push(Number(rest))
  }
}

function zigzag(value: number): number | bigint {
  if (Math.abs(value) < 2 ** 30) return value >= 0 ? value * 2 : -value * 2 - 1
  const big = BigInt(value)
  return big >= 0n ? big * 2n : -big * 2n - 1n
}
