import type { SettleWithinOptions } from '../hierarchy/plain-search.ts'
import type { ProfileRoads } from './profile-roads.ts'
import type { ReachedStreet } from './road-queries.ts'
import { seedSources } from './seeds.ts'
import { lineAlong } from './segment-line.ts'
import type { Snap } from './snap.ts'

/** Milliseconds or centimetres from the origin at the beginning of an arc, and for travelling it. */
interface Entry {
  readonly begin: number
  readonly cost: number
}

/** A segment, or the part of the origin's segment on one side of it, with what enters it at either end. */
interface Part {
  readonly segment: number
  /** Centimetres from the segment's first point. */
  readonly from: number
  readonly to: number
  readonly forward: Entry | undefined
  readonly backward: Entry | undefined
}

/**
 * All pieces of street that can be reached from a point within a limit, by the quickest or the shortest way there: cut
 * where the limit is met, and where those who come from the other end are sooner.
 */
export function findReach(
  roads: ProfileRoads,
  origin: Snap,
  options: SettleWithinOptions,
): ReachedStreet[] {
  const entries = findEntries(roads, origin, options)
  const segments = new Set([origin.segment, ...[...entries.keys()].map((arc) => arc >> 1)])
  return [...segments]
    .flatMap((segment) =>
      segment === origin.segment
        ? splitAtOrigin(roads, entries, origin, options)
        : [wholePart(roads, entries, segment)],
    )
    .flatMap((part) => cutPart(roads, part, options.limit))
}

/** The first to enter each arc at its beginning. */
function findEntries(
  { network, graph, plainSearch }: ProfileRoads,
  origin: Snap,
  { limit, by }: SettleWithinOptions,
): Map<number, Entry> {
  const entries = new Map<number, Entry>()
  const { first, head, arcOf } = graph
  const seeds = seedSources(network, graph, [origin])
  plainSearch.settleWithin(seeds, { limit, by }, (node, sum) => {
    for (let edge = first[node] as number; edge < (first[node + 1] as number); edge++) {
      const next = head[edge] as number
      const arc = arcOf[next] as number
      const cost = arcCost(network.length, graph.arcDuration, arc, next, by)
      const begin = sum + (graph[by][edge] as number) - cost
      const known = entries.get(arc)
      if (begin <= limit && (!known || begin < known.begin)) entries.set(arc, { begin, cost })
    }
  })
  return entries
}

const arcCost = (
  length: Uint32Array,
  arcDuration: Int32Array,
  arc: number,
  node: number,
  by: SettleWithinOptions['by'],
): number => (by === 'duration' ? arcDuration[node] : length[arc >> 1]) as number

function wholePart(
  { network }: ProfileRoads,
  entries: ReadonlyMap<number, Entry>,
  segment: number,
): Part {
  return {
    segment,
    from: 0,
    to: network.length[segment] as number,
    forward: entries.get(2 * segment),
    backward: entries.get(2 * segment + 1),
  }
}

/** Nobody who comes from elsewhere is sooner beyond the origin than who begins there, in the same direction. */
function splitAtOrigin(
  roads: ProfileRoads,
  entries: ReadonlyMap<number, Entry>,
  { segment, offset }: Snap,
  { by }: SettleWithinOptions,
): Part[] {
  const whole = wholePart(roads, entries, segment)
  const { length } = roads.network
  const { nodeFirst, node, arcDuration } = roads.graph
  const start = (arc: number): Entry | undefined => {
    const first = nodeFirst[arc] as number
    if (first === nodeFirst[arc + 1]) return undefined
    return { begin: 0, cost: arcCost(length, arcDuration, arc, node[first] as number, by) }
  }
  return [
    { ...whole, to: offset, backward: start(2 * segment + 1) },
    { ...whole, from: offset, forward: start(2 * segment) },
  ]
}

function cutPart({ network }: ProfileRoads, part: Part, limit: number): ReachedStreet[] {
  const { segment, from, to } = part
  const perCentimetre = (entry: Entry) => entry.cost / (network.length[segment] as number)
  const forward = part.forward && { at: part.forward.begin, rate: perCentimetre(part.forward) }
  const backward = part.backward && { at: part.backward.begin, rate: perCentimetre(part.backward) }
  let until = forward ? Math.min(to, from + (limit - forward.at) / forward.rate) : from
  let since = backward ? Math.max(from, to - (limit - backward.at) / backward.rate) : to
  if (forward && backward && until > since) {
    const both = forward.rate + backward.rate
    const met = (backward.at - forward.at + forward.rate * from + backward.rate * to) / both
    until = since = Math.min(to, Math.max(from, met))
  }
  const pieces: ReachedStreet[] = []
  const add = (begin: number, end: number, { at, rate }: { at: number; rate: number }) => {
    if (begin !== end)
      pieces.push({
        line: lineAlong(network, segment, begin, end),
        from: at,
        to: at + rate * Math.abs(end - begin),
      })
  }
  if (forward) add(from, until, forward)
  if (backward) add(to, since, backward)
  return pieces
}
