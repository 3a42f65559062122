interface Bounded {
  readonly bound: number
}

/** Gives things from the cheapest on; only those asked for are put in order (a binary heap). */
export function* cheapestFirst<T extends Bounded>(all: T[]): Generator<T> {
  for (let at = (all.length >> 1) - 1; at >= 0; at--) sink(all, at)
  for (;;) {
    const [first] = all
    if (!first) return
    yield first
    const last = all.pop()
    if (!last || last === first) return
    all[0] = last
    sink(all, 0)
  }
}

function sink(heap: Bounded[], from: number): void {
  const moved = heap[from] as Bounded
  let at = from
  for (;;) {
    let child = 2 * at + 1
    if (child >= heap.length) break
    const [left, right] = [heap[child] as Bounded, heap[child + 1]]
    if (right && right.bound < left.bound) child++
    const least = heap[child] as Bounded
    if (moved.bound <= least.bound) break
    heap[at] = least
    at = child
  }
  heap[at] = moved
}
