/** The stops a trial is to place. */
export class Pool {
  readonly stops: Int32Array
  count = 0

  constructor(size: number) {
    this.stops = new Int32Array(size)
  }

  add(stop: number): void {
    this.stops[this.count++] = stop
  }
}
