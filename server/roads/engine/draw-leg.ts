import type { LngLat } from '../../../shared/geo.ts'
import type { Path } from '../hierarchy/find-path.ts'
import type { ProfileGraph, RoadNetwork } from '../network/road-network.ts'
import type { LegStreet, RoadLeg } from './road-queries.ts'
import { remainder } from './seeds.ts'
import { lineAlong } from './segment-line.ts'
import type { Snap } from './snap.ts'

/** What of a node's arc a path travels, between offsets in centimetres from the segment's first point. */
interface Stretch {
  readonly segment: number
  readonly from: number
  readonly to: number
  /** With the turn into the arc. Milliseconds. */
  readonly duration: number
}

/** @param secondsPerMilli of duration: a thousandth times what the hour makes of it */
export function drawLeg(
  network: RoadNetwork,
  graph: ProfileGraph,
  path: Path,
  [source, target]: readonly [Snap, Snap],
  secondsPerMilli: number,
): RoadLeg {
  const line: LngLat[] = []
  const streets: { name: number; seconds: number; metres: number; begin: number }[] = []
  for (const { segment, from, to, duration } of followNodes(network, graph, path, source, target)) {
    const name = network.name[segment] as number
    let street = streets.at(-1)
    if (street?.name !== name) {
      street = { name, seconds: 0, metres: 0, begin: Math.max(0, line.length - 1) }
      streets.push(street)
    }
    street.seconds += duration * secondsPerMilli
    street.metres += Math.abs(to - from) / 100
    // The first point is where the stretch before ended.
    line.push(...lineAlong(network, segment, from, to).slice(line.length === 0 ? 0 : 1))
  }
  return {
    missing: null,
    seconds: path.duration * secondsPerMilli,
    metres: Math.max(0, path.distance) / 100,
    line,
    streets: streets.map((street): LegStreet => ({
      ...street,
      name: network.names[street.name] ?? '',
    })),
  }
}

/** Node by node, in the order of the path. */
export function* followNodes(
  network: RoadNetwork,
  graph: ProfileGraph,
  { nodes }: Path,
  source: Snap,
  target: Snap,
): Iterable<Stretch> {
  const last = nodes.length - 1
  for (const [index, node] of nodes.entries()) {
    const arc = graph.arcOf[node] as number
    const segment = arc >> 1
    const length = network.length[segment] as number
    const [begin, end] = arc % 2 === 0 ? [0, length] : [length, 0]
    const duration =
      index === 0
        ? remainder(network, graph, node, source).duration
        : turnDuration(graph, nodes[index - 1] as number, node)
    yield {
      segment,
      from: index === 0 ? source.offset : begin,
      to: index === last ? target.offset : end,
      duration:
        index === last ? duration - remainder(network, graph, node, target).duration : duration,
    }
  }
}

/** Of the lightest edge between two nodes: the one that paths take. */
function turnDuration({ first, head, weight, duration }: ProfileGraph, from: number, to: number) {
  let lightest = -1
  for (let edge = first[from] as number; edge < (first[from + 1] as number); edge++)
    if (
      head[edge] === to &&
      (lightest < 0 || (weight[edge] as number) < (weight[lightest] as number))
    )
      lightest = edge
  return duration[lightest] as number
}
