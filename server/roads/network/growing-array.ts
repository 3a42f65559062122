type NumberArray = Float64Array | Uint32Array | Int32Array | Uint8Array

/** A typed array that grows at its end. */
export class GrowingArray<Kind extends NumberArray> {
  length = 0
  private room: Kind
  private readonly create: new (length: number) => Kind

  constructor(create: new (length: number) => Kind, capacity = 1024) {
    this.create = create
    this.room = new create(capacity)
  }

  push(value: number): void {
    if (this.length === this.room.length) this.grow(this.length + 1)
    this.room[this.length++] = value
  }

  at(index: number): number {
    return this.room[index] as number
  }

  /** What was pushed, in an array of just that length. */
  finish(): Kind {
    return this.room.slice(0, this.length) as Kind
  }

  private grow(needed: number): void {
    const room = new this.create(Math.max(needed, this.room.length * 2))
    room.set(this.room)
    this.room = room
  }
}
