import { growingInts } from './growing.ts'

/** Not in the file. */
export const MISSING = 0xffff_ffff

const UNKNOWN = -1

/**
 * Where the nodes are that something is drawn from: world coordinates by dense index, found by node id. First the
 * nodes of all lines, in ascending order of their ids, then points that were added one by one.
 */
export class Places {
  readonly xs = growingInts()
  readonly ys = growingInts()
  private readonly ids: Float64Array
  private next = 0

  /** @param refs node ids in any order, repeated as they come */
  constructor(refs: Float64Array) {
    this.ids = sortedSet(refs)
    this.xs.reserve(this.ids.length)
    this.ys.reserve(this.ids.length)
    this.xs.array.fill(UNKNOWN)
    this.xs.length = this.ids.length
    this.ys.length = this.ids.length
  }

  /** Puts a node of the file where it belongs; nothing when no line has it. */
  place(id: number, x: number, y: number): void {
    const index = this.search(id)
    if (index === MISSING) return
    this.xs.array[index] = x
    this.ys.array[index] = y
  }

  /** @returns the index of a point of its own */
  add(x: number, y: number): number {
    this.xs.push(x)
    this.ys.push(y)
    return this.xs.length - 1
  }

  /** @returns MISSING for a node that the file does not have */
  indexOf(id: number): number {
    const index = this.search(id)
    return index === MISSING || this.xs.at(index) === UNKNOWN ? MISSING : index
  }

  /** Neighbours of the last one found come next more often than not: files and ways count upwards. */
  private search(id: number): number {
    const { ids, next } = this
    if (ids[next] === id) {
      this.next = next + 1
      return next
    }
    let low = 0
    let high = ids.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((ids[middle] as number) < id) low = middle + 1
      else high = middle
    }
    this.next = ids[low] === id ? low + 1 : low
    return ids[low] === id ? low : MISSING
  }
}

/** Sorts in place and drops repetitions. */
function sortedSet(ids: Float64Array): Float64Array {
  ids.sort()
  let length = 0
  for (let i = 0; i < ids.length; i += 1) {
    if (i > 0 && ids[i] === ids[i - 1]) continue
    ids[length] = ids[i] as number
    length += 1
  }
  return ids.slice(0, length)
}
