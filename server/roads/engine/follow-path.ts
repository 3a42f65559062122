import type { Path } from '../hierarchy/find-path.ts'
import type { ProfileGraph, RoadNetwork } from '../network/road-network.ts'
import { remainder } from './seeds.ts'
import type { Snap } from './snap.ts'

/** What a path travels of the arc of one of its nodes, between offsets in centimetres from the segment's first point. */
export interface Stretch {
  readonly segment: number
  readonly from: number
  readonly to: number
}

type Ends = readonly [source: Snap, target: Snap]

/** Node by node, in the order of the path. */
export function followPath(
  { length }: Pick<RoadNetwork, 'length'>,
  { arcOf }: Pick<ProfileGraph, 'arcOf'>,
  { nodes }: Path,
  [source, target]: Ends,
): Stretch[] {
  return nodes.map((node, index) => {
    const arc = arcOf[node] as number
    const segment = arc >> 1
    const whole = length[segment] as number
    const [begin, end] = arc % 2 === 0 ? [0, whole] : [whole, 0]
    return {
      segment,
      from: index === 0 ? source.offset : begin,
      to: index === nodes.length - 1 ? target.offset : end,
    }
  })
}

/** Milliseconds of each stretch, with the turn into it. */
export function timePath(
  network: RoadNetwork,
  graph: ProfileGraph,
  { nodes }: Path,
  [source, target]: Ends,
): number[] {
  const first = nodes[0] as number
  const durations = [remainder(network, graph, first, source).duration]
  for (let index = 1; index < nodes.length; index++)
    durations.push(edgeDuration(graph, nodes[index - 1] as number, nodes[index] as number))
  const last = nodes.length - 1
  const ahead = remainder(network, graph, nodes[last] as number, target).duration
  durations[last] = (durations[last] as number) - ahead
  return durations
}

/** Of the lightest edge between two nodes: the one that paths take. */
function edgeDuration({ first, head, weight, duration }: ProfileGraph, from: number, to: number) {
  let lightest = -1
  for (let edge = first[from] as number; edge < (first[from + 1] as number); edge++)
    if (
      head[edge] === to &&
      (lightest < 0 || (weight[edge] as number) < (weight[lightest] as number))
    )
      lightest = edge
  return duration[lightest] as number
}
