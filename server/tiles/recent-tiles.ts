/** Keeps encoded tiles up to a number of bytes; those longest unused go first. */
export class RecentTiles {
  private readonly tiles = new Map<string, Uint8Array>()
  private readonly capacity: number
  private bytes = 0

  /** @param capacity in bytes */
  constructor(capacity: number) {
    this.capacity = capacity
  }

  get(key: string): Uint8Array | undefined {
    const tile = this.tiles.get(key)
    if (tile) {
      this.tiles.delete(key)
      this.tiles.set(key, tile)
    }
    return tile
  }

  put(key: string, tile: Uint8Array): void {
    this.remove(key)
    this.tiles.set(key, tile)
    this.bytes += weightOf(tile)
    for (const oldest of this.tiles.keys()) {
      if (this.bytes <= this.capacity) return
      this.remove(oldest)
    }
  }

  private remove(key: string): void {
    const tile = this.tiles.get(key)
    if (!tile) return
    this.tiles.delete(key)
    this.bytes -= weightOf(tile)
  }
}

/** An entry costs its key and place in the map too, so that empty tiles cannot pile up for ever. */
const weightOf = (tile: Uint8Array) => tile.byteLength + 200
