import type { Snap } from '../../../server/roads/engine/snap.ts'
import type { ProfileGraph, RoadNetwork } from '../../../server/roads/network/road-network.ts'

/** Of the lightest trips from one point to another; `durations` and `distances` as all equally light ones have them. */
export interface ReferenceCell {
  readonly weight: number
  readonly durations: Range
  readonly distances: Range
}
type Range = readonly [least: number, most: number]

/** Somewhere along an arc's node: where trips may begin or end, or the arc's own begin and end. */
interface Place {
  readonly next: Hop[]
}
interface Hop {
  readonly to: number
  readonly weight: number
  readonly duration: number
  readonly distance: number
}

/**
 * Dijkstra, as plainly as can be and with nothing of the engine, on a graph where every arc is cut at the points: its
 * begin, the points in the order of travel, its end. No seeds, no negative sums, no special case for points on one arc.
 */
export class ReferenceMatrix {
  private readonly places: Place[] = []
  /** Where trips of each point begin, and where they end. */
  private readonly starts: number[][]
  private readonly ends: number[][]

  constructor(network: RoadNetwork, graph: ProfileGraph, points: readonly (Snap | null)[]) {
    this.starts = points.map(() => [])
    this.ends = points.map(() => [])
    const cuts = new Map<number, number[]>()
    points.forEach((snap, point) => {
      if (snap) cuts.set(snap.segment, [...(cuts.get(snap.segment) ?? []), point])
    })
    const begins = Array.from(graph.arcOf, (arc, node) =>
      this.layOut(
        network,
        graph,
        node,
        (cuts.get(arc >> 1) ?? []).map((point) => [point, points[point] as Snap]),
      ),
    )
    for (let node = 0; node < begins.length; node++)
      for (
        let edge = graph.first[node] as number;
        edge < (graph.first[node + 1] as number);
        edge++
      ) {
        const head = graph.head[edge] as number
        this.places[(begins[node] as Chain).end]?.next.push({
          to: (begins[head] as Chain).begin,
          weight: (graph.weight[edge] as number) - (graph.arcWeight[head] as number),
          duration: (graph.duration[edge] as number) - (graph.arcDuration[head] as number),
          distance: 0,
        })
      }
  }

  /** From one point to all; undefined where no way leads. */
  row(source: number): (ReferenceCell | undefined)[] {
    const labels: (ReferenceCell | undefined)[] = []
    const queue = new Heap()
    const zero: ReferenceCell = { weight: 0, durations: [0, 0], distances: [0, 0] }
    for (const start of this.starts[source] ?? []) {
      labels[start] = zero
      queue.push(0, start)
    }
    for (let top = queue.pop(); top; top = queue.pop()) {
      const label = labels[top.place] as ReferenceCell
      if (top.weight > label.weight) continue
      for (const hop of this.places[top.place]?.next ?? []) {
        const reached = go(label, hop)
        const known = labels[hop.to]
        const better = known ? merge(known, reached) : reached
        if (better === known) continue
        labels[hop.to] = better
        queue.push(better.weight, hop.to)
      }
    }
    return this.ends.map((ends) =>
      ends.reduce<ReferenceCell | undefined>((best, end) => {
        const label = labels[end]
        return best && label ? merge(best, label) : (best ?? label)
      }, undefined),
    )
  }

  private layOut(
    network: RoadNetwork,
    graph: ProfileGraph,
    node: number,
    cuts: (readonly [point: number, snap: Snap])[],
  ): Chain {
    const arc = graph.arcOf[node] as number
    const whole = network.length[arc >> 1] as number
    const lengthOf = (offset: number) => (arc % 2 === 0 ? whole - offset : offset)
    const left = (distance: number) => ({
      weight: Math.round((graph.arcWeight[node] as number) * (distance / (whole || 1))),
      duration: Math.round((graph.arcDuration[node] as number) * (distance / (whole || 1))),
      distance,
    })
    const begin = this.places.push({ next: [] }) - 1
    let here = begin
    let ahead = {
      ...left(whole),
      weight: graph.arcWeight[node] as number,
      duration: graph.arcDuration[node] as number,
    }
    const goOn = (to: typeof ahead) => {
      const next = this.places.push({ next: [] }) - 1
      this.places[here]?.next.push({
        to: next,
        weight: ahead.weight - to.weight,
        duration: ahead.duration - to.duration,
        distance: ahead.distance - to.distance,
      })
      ahead = to
      here = next
    }
    // Points that rounding puts at one moment are at one place, as for the engine.
    const sorted = cuts.map(([point, snap]) => [point, left(lengthOf(snap.offset))] as const)
    sorted.sort((a, b) => b[1].distance - a[1].distance)
    const isFirst = graph.node[graph.nodeFirst[arc] as number] === node
    for (const [point, remaining] of sorted) {
      if (here === begin || remaining.distance !== ahead.distance) goOn(remaining)
      this.ends[point]?.push(here)
      if (isFirst) this.starts[point]?.push(here)
    }
    goOn({ weight: 0, duration: 0, distance: 0 })
    return { begin, end: here }
  }
}

interface Chain {
  readonly begin: number
  readonly end: number
}

const go = ({ weight, durations, distances }: ReferenceCell, hop: Hop): ReferenceCell => ({
  weight: weight + hop.weight,
  durations: [durations[0] + hop.duration, durations[1] + hop.duration],
  distances: [distances[0] + hop.distance, distances[1] + hop.distance],
})

/** The lighter one; of equally light ones both, the same object when nothing is new. */
function merge(known: ReferenceCell, other: ReferenceCell): ReferenceCell {
  if (other.weight !== known.weight) return other.weight < known.weight ? other : known
  const durations = span(known.durations, other.durations)
  const distances = span(known.distances, other.distances)
  if (durations === known.durations && distances === known.distances) return known
  return { weight: known.weight, durations, distances }
}

function span(known: Range, other: Range): Range {
  if (other[0] >= known[0] && other[1] <= known[1]) return known
  return [Math.min(known[0], other[0]), Math.max(known[1], other[1])]
}

/** Binary heap of places by weight. */
class Heap {
  private readonly entries: { weight: number; place: number }[] = []

  push(weight: number, place: number): void {
    const { entries } = this
    let at = entries.push({ weight, place }) - 1
    for (let parent = (at - 1) >> 1; at > 0; at = parent, parent = (at - 1) >> 1) {
      if ((entries[parent]?.weight as number) <= weight) break
      this.swap(at, parent)
    }
  }

  pop(): { weight: number; place: number } | undefined {
    const { entries } = this
    const top = entries[0]
    const last = entries.pop()
    if (!last || entries.length === 0) return top
    entries[0] = last
    for (let at = 0; ;) {
      let child = 2 * at + 1
      if (child >= entries.length) return top
      if (child + 1 < entries.length && this.weightAt(child + 1) < this.weightAt(child)) child++
      if (this.weightAt(child) >= this.weightAt(at)) return top
      this.swap(at, child)
      at = child
    }
  }

  private weightAt(at: number): number {
    return this.entries[at]?.weight ?? Infinity
  }

  private swap(a: number, b: number): void {
    const { entries } = this
    ;[entries[a], entries[b]] = [entries[b] as never, entries[a] as never]
  }
}
