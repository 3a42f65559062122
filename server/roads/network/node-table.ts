/** No latitude: the node is not in the file. */
const MISSING = 0x7fffffff

/** The nodes of the ways kept, by number: their ids, sorted, and what is known of each. */
export class NodeTable {
  /** Degrees × 10⁷. */
  readonly lng: Int32Array
  readonly lat: Int32Array
  /** Tag set; 0 where the node is nothing but a place. */
  readonly tags: Uint32Array
  private readonly ids: Float64Array
  /** Files list nodes in the order of their ids, and ways run along such lists: the next is mostly the one after. */
  private last = 0

  constructor(refs: Float64Array) {
    this.ids = sortUnique(refs)
    this.lng = new Int32Array(this.ids.length)
    this.lat = new Int32Array(this.ids.length).fill(MISSING)
    this.tags = new Uint32Array(this.ids.length)
  }

  get count(): number {
    return this.ids.length
  }

  isMissing(node: number): boolean {
    return this.lat[node] === MISSING
  }

  /** Number of a node, or −1. */
  find(id: number): number {
    const { ids, last } = this
    if (ids[last] === id) return last
    let low = 0
    let high = ids.length - 1
    if ((ids[last] ?? 0) < id) {
      const next = last + 1
      if (next > high || id < (ids[next] as number)) return -1
      low = next
      if (ids[next] === id) high = next
    } else high = last - 1
    return this.search(id, low, high)
  }

  place(node: number, lng: number, lat: number): void {
    this.lng[node] = lng
    this.lat[node] = lat
  }

  private search(id: number, from: number, to: number): number {
    let low = from
    let high = to
    while (low <= high) {
      const middle = (low + high) >>> 1
      const found = this.ids[middle] as number
      if (found === id) return (this.last = middle)
      if (found < id) low = middle + 1
      else high = middle - 1
    }
    return -1
  }
}

function sortUnique(refs: Float64Array): Float64Array {
  const sorted = refs.slice().sort()
  let count = 0
  for (let i = 0; i < sorted.length; i++)
    if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[count++] = sorted[i] as number
  return sorted.slice(0, count)
}
