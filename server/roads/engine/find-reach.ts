import type { SettleWithinOptions } from '../hierarchy/plain-search.ts'
import type { RoadNetwork } from '../network/road-network.ts'
import type { ProfileRoads } from './profile-roads.ts'
import type { ReachedStreet } from './road-queries.ts'
import { remainder, seedSources } from './seeds.ts'
import { lineAlong } from './segment-line.ts'
import type { Snap } from './snap.ts'

/** How an arc is travelled, in milliseconds or centimetres from the origin: entered, and left at its end. */
interface Passage {
  begin: number
  end: number
  /** Centimetres from the segment's first point. */
  from: number
}

/**
 * All pieces of street that can be reached from a point within a limit, by the quickest or the shortest way there: cut
 * where the limit is met. A piece reached as a whole from one end is not told again from the other.
 */
export function findReach(
  { network, graph, plainSearch }: ProfileRoads,
  origin: Snap,
  { limit, by }: SettleWithinOptions,
): ReachedStreet[] {
  const passages = new Map<number, Passage>()
  const enter = (node: number, begin: number, from: number, cost: number) => {
    const arc = graph.arcOf[node] as number
    const known = passages.get(arc)
    if (begin > limit || (known && known.begin <= begin)) return
    passages.set(arc, { begin, end: begin + cost, from })
  }
  const seeds = seedSources(network, graph, [origin])
  for (const node of seeds.node)
    enter(node, 0, origin.offset, remainder(network, graph, node, origin)[by])
  plainSearch.settleWithin(seeds, { limit, by }, (node, sum) => {
    for (let edge = graph.first[node] as number; edge < (graph.first[node + 1] as number); edge++) {
      const next = graph.head[edge] as number
      const arc = graph.arcOf[next] as number
      const length = network.length[arc >> 1] as number
      const cost = by === 'duration' ? (graph.arcDuration[next] as number) : length
      enter(next, sum + (graph[by][edge] as number) - cost, arc % 2 === 0 ? 0 : length, cost)
    }
  })
  return [...passages].flatMap(([arc, passage]) => {
    const other = passages.get(arc ^ 1)
    if (other && isWhole(other, network, arc ^ 1, limit) && isWorse(passage, other, arc)) return []
    return [cutPassage(network, arc, passage, limit)]
  })
}

function isWhole(passage: Passage, network: RoadNetwork, arc: number, limit: number): boolean {
  const start = arc % 2 === 0 ? 0 : (network.length[arc >> 1] as number)
  return passage.end <= limit && passage.from === start
}

/** Of two passages along one segment the later one, and of equal ones the backward. */
const isWorse = (one: Passage, other: Passage, arc: number): boolean =>
  one.end > other.end || (one.end === other.end && arc % 2 === 1)

function cutPassage(
  network: RoadNetwork,
  arc: number,
  { begin, end, from }: Passage,
  limit: number,
): ReachedStreet {
  const segment = arc >> 1
  const until = arc % 2 === 0 ? (network.length[segment] as number) : 0
  const share = end <= limit ? 1 : (limit - begin) / (end - begin)
  return {
    line: lineAlong(network, segment, from, from + (until - from) * share),
    from: begin,
    to: Math.min(end, limit),
  }
}
