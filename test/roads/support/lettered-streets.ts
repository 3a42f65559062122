import { buildNetwork } from '../../../server/roads/network/build-network.ts'
import { buildProfileGraph } from '../../../server/roads/network/build-profile-graph.ts'
import type { Profile } from '../../../server/roads/network/profiles/profile.ts'
import type { BuiltNetwork } from '../../../server/roads/network/road-attributes.ts'
import type { ProfileGraph, RoadNetwork } from '../../../server/roads/network/road-network.ts'
import { drawMap, feedOf, type Legend, type OsmMap } from './ascii-map.ts'

export interface LetteredPath {
  /** The letters passed. */
  readonly letters: string
  readonly weight: number
  readonly duration: number
  readonly distance: number
}

/** The streets of a drawn map, spoken of by its letters. */
export class LetteredStreets {
  readonly built: BuiltNetwork
  private readonly letters: ReadonlyMap<string, string>

  private constructor(map: OsmMap, built: BuiltNetwork) {
    this.built = built
    this.letters = new Map(
      map.nodes.map(({ id, lng, lat }) => [`${lng},${lat}`, String.fromCharCode(id)]),
    )
  }

  static async build(map: OsmMap): Promise<LetteredStreets> {
    return new LetteredStreets(map, await buildNetwork(feedOf(map)))
  }

  static draw(drawing: string, legend?: Legend): Promise<LetteredStreets> {
    return LetteredStreets.build(drawMap(drawing, legend))
  }

  graph(profile: Profile) {
    return buildProfileGraph(this.built.network, this.built.attributes, profile)
  }

  /** Letters of an arc, in the direction of travel. */
  name(arc: number): string {
    const { shapeFirst, shapeLng, shapeLat } = this.built.network
    const [begin, end] = [shapeFirst[arc >> 1] ?? 0, shapeFirst[(arc >> 1) + 1] ?? 0]
    const letters = Array.from({ length: end - begin }, (_, i) =>
      this.letters.get(`${shapeLng[begin + i] ?? 0},${shapeLat[begin + i] ?? 0}`),
    )
    return (arc % 2 === 0 ? letters : letters.reverse()).join('')
  }

  /** The arcs a profile may travel, named. */
  arcsOf({ arcOf }: ProfileGraph): string[] {
    return [...new Set([...arcOf].map((arc) => this.name(arc)))].sort()
  }

  /** The path of least weight for a profile, from one letter to another. */
  find(profile: Profile, from: string, to: string): LetteredPath | undefined {
    const { graph } = this.graph(profile)
    const starts = this.arcsWhere(graph, (name) => name.startsWith(from))
    const goals = this.arcsWhere(graph, (name) => name.endsWith(to))
    return this.findBetween(graph, starts, goals)
  }

  /** The same from the whole of one of some arcs to the whole of one of others. */
  findBetween(
    graph: ProfileGraph,
    starts: readonly number[],
    goals: readonly number[],
  ): LetteredPath | undefined {
    const { network } = this.built
    const labels = new Map<number, Label>()
    const open: Label[] = starts.map((arc) => startOn(network, graph, arc))
    for (;;) {
      const best = open.reduce((a, b) => (b.weight < a.weight ? b : a), open[0] ?? NOWHERE)
      if (best === NOWHERE) return undefined
      open.splice(open.indexOf(best), 1)
      if (labels.has(best.node)) continue
      labels.set(best.node, best)
      if (goals.includes(graph.arcOf[best.node] ?? -1)) return this.tell(graph, best)
      open.push(...edgesFrom(graph, best))
    }
  }

  /** Least weight from the whole of an arc to the whole of each, by their names. */
  weightsFrom(graph: ProfileGraph, start: number): Map<string, number> {
    const best = new Map<number, number>()
    const queue = [startOn(this.built.network, graph, start)]
    for (let label = queue.shift(); label; label = queue.shift()) {
      if ((best.get(label.node) ?? Infinity) <= label.weight) continue
      best.set(label.node, label.weight)
      queue.push(...edgesFrom(graph, label))
    }
    const weights = new Map<string, number>()
    for (const [node, weight] of best) {
      const name = this.name(graph.arcOf[node] ?? 0)
      weights.set(name, Math.min(weight, weights.get(name) ?? Infinity))
    }
    return weights
  }

  arcsWhere({ arcOf }: ProfileGraph, isWanted: (name: string) => boolean): number[] {
    return [...new Set(arcOf)].filter((arc) => isWanted(this.name(arc)))
  }

  private tell(graph: ProfileGraph, end: Label): LetteredPath {
    const names: string[] = []
    for (let label: Label | undefined = end; label; label = label.before)
      names.unshift(this.name(graph.arcOf[label.node] ?? 0))
    const letters = names.map((name, i) => (i ? name.slice(1) : name)).join('')
    const { weight, duration, distance } = end
    return { letters, weight, duration, distance }
  }
}

interface Label {
  readonly node: number
  readonly weight: number
  readonly duration: number
  readonly distance: number
  readonly before: Label | undefined
}

const NOWHERE: Label = {
  node: -1,
  weight: Infinity,
  duration: Infinity,
  distance: Infinity,
  before: undefined,
}

/** A trip begins at the first node of an arc. */
function startOn(network: RoadNetwork, graph: ProfileGraph, arc: number): Label {
  const node = graph.node[graph.nodeFirst[arc] ?? 0] ?? 0
  const [weight, duration] = [graph.arcWeight[node] ?? 0, graph.arcDuration[node] ?? 0]
  return { node, weight, duration, distance: network.length[arc >> 1] ?? 0, before: undefined }
}

function edgesFrom(graph: ProfileGraph, before: Label): Label[] {
  const { first, head, weight, duration, distance } = graph
  const begin = first[before.node] ?? 0
  return Array.from({ length: (first[before.node + 1] ?? 0) - begin }, (_, i) => ({
    node: head[begin + i] ?? 0,
    weight: before.weight + (weight[begin + i] ?? 0),
    duration: before.duration + (duration[begin + i] ?? 0),
    distance: before.distance + (distance[begin + i] ?? 0),
    before,
  }))
}
