import type { Seeds } from '../hierarchy/weighted-graph.ts'
import type { ProfileGraph, RoadNetwork } from '../network/road-network.ts'
import type { Snap } from './snap.ts'

/**
 * Seeds of trips that begin at the points: what of each arc of the segment is still to be travelled, at the first node of
 * the arc. A point off the road has none.
 */
export function seedSources(
  network: RoadNetwork,
  graph: ProfileGraph,
  snaps: readonly (Snap | null)[],
  isWanted: (node: number) => boolean = () => true,
): Seeds {
  return collectSeeds(snaps, (snap, add) => {
    for (const arc of [2 * snap.segment, 2 * snap.segment + 1]) {
      const first = graph.nodeFirst[arc] as number
      const node = graph.node[first] as number
      if (first < (graph.nodeFirst[arc + 1] as number) && isWanted(node))
        add(remainder(network, graph, node, snap))
    }
  })
}

/**
 * Seeds of trips that end at the points: an edge leads to the end of its arc, so what is not travelled of it is taken
 * off again, at all nodes of the arc. From a source on the same arc the sum without any edge is exact when it is not
 * negative; when it is, the target lies behind, and the way is around.
 */
export function seedTargets(
  network: RoadNetwork,
  graph: ProfileGraph,
  snaps: readonly (Snap | null)[],
): Seeds {
  return collectSeeds(snaps, (snap, add) => {
    for (const arc of [2 * snap.segment, 2 * snap.segment + 1])
      for (
        let at = graph.nodeFirst[arc] as number;
        at < (graph.nodeFirst[arc + 1] as number);
        at++
      ) {
        const { node, weight, duration, distance } = remainder(
          network,
          graph,
          graph.node[at] as number,
          snap,
        )
        add({ node, weight: -weight, duration: -duration, distance: -distance })
      }
  })
}

interface Seed {
  readonly node: number
  readonly weight: number
  readonly duration: number
  readonly distance: number
}

/**
 * What of a node's arc lies ahead of a point on it. Rounded once and the same way for sources and targets: it never
 * grows with the distance already travelled, so differences between two points have the right sign.
 */
export function remainder(
  { length }: Pick<RoadNetwork, 'length'>,
  { arcOf, arcWeight, arcDuration }: Pick<ProfileGraph, 'arcOf' | 'arcWeight' | 'arcDuration'>,
  node: number,
  { segment, offset }: Pick<Snap, 'segment' | 'offset'>,
): Seed {
  const whole = length[segment] as number
  const isForward = (arcOf[node] as number) % 2 === 0
  const distance = isForward ? whole - offset : offset
  const share = whole === 0 ? 0 : distance / whole
  return {
    node,
    weight: Math.round((arcWeight[node] as number) * share),
    duration: Math.round((arcDuration[node] as number) * share),
    distance,
  }
}

function collectSeeds(
  snaps: readonly (Snap | null)[],
  visit: (snap: Snap, add: (seed: Seed) => void) => void,
): Seeds {
  const seeds: Seed[] = []
  const first = new Uint32Array(snaps.length + 1)
  snaps.forEach((snap, point) => {
    if (snap) visit(snap, (seed) => seeds.push(seed))
    first[point + 1] = seeds.length
  })
  return {
    first,
    node: Uint32Array.from(seeds, ({ node }) => node),
    weight: Int32Array.from(seeds, ({ weight }) => weight),
    duration: Int32Array.from(seeds, ({ duration }) => duration),
    distance: Int32Array.from(seeds, ({ distance }) => distance),
  }
}
