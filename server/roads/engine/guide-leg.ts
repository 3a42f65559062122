import type { LngLat } from '../../../shared/geo.ts'
import type { Path } from '../hierarchy/find-path.ts'
import { followPath, timePath } from './follow-path.ts'
import type { Junctions } from './junctions.ts'
import type { ProfileRoads } from './profile-roads.ts'
import type { GuideArc, GuideLeg } from './road-queries.ts'
import { extendLine } from './segment-line.ts'
import type { Snap } from './snap.ts'

/**
 * A leg with every street segment and junction on its way.
 * @param secondsPerMilli of duration: a thousandth times what the hour makes of it
 */
export function guideLeg(
  { network, graph }: ProfileRoads,
  junctions: Junctions,
  path: Path,
  ends: readonly [source: Snap, target: Snap],
  secondsPerMilli: number,
): GuideLeg {
  const line: LngLat[] = []
  const arcs: GuideArc[] = []
  const durations = timePath(network, graph, path, ends)
  followPath(network, graph, path, ends).forEach(({ segment, from, to }, index) => {
    const [before, after] = [path.nodes[index - 1], path.nodes[index] as number]
    arcs.push({
      segment,
      name: network.names[network.name[segment] as number] ?? '',
      isRound: network.round[segment] === 1,
      seconds: (durations[index] as number) * secondsPerMilli,
      metres: Math.abs(to - from) / 100,
      begin: Math.max(0, line.length - 1),
      junction: before === undefined ? null : junctions.describe(graph, before, after),
    })
    extendLine(line, network, segment, from, to)
  })
  return {
    seconds: path.duration * secondsPerMilli,
    metres: Math.max(0, path.distance) / 100,
    weight: Math.max(0, path.weight) * secondsPerMilli,
    line,
    arcs,
  }
}
