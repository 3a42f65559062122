import { OsmUnreadable, type OsmHandlers, type ReadOptions, type Tags } from '../../osm/index.ts'
import { RestrictionCollector } from './collect-restrictions.ts'
import { SquareCollector } from './collect-squares.ts'
import { WayCollector, type CollectedWays } from './collect-ways.ts'
import { keepsLeft } from './find-driving-side.ts'
import { markRoundabouts } from './mark-roundabouts.ts'
import { NodeTable } from './node-table.ts'
import type { BuiltNetwork } from './road-attributes.ts'
import type { RoadNetwork } from './road-network.ts'
import { splitWays } from './split-ways.ts'
import { VertexMarks } from './vertex-marks.ts'

/** Something that tells a whole map, as often as asked: `(handlers, options) => readOsm(path, handlers, options)`. */
export type OsmFeed = (handlers: OsmHandlers, options: ReadOptions) => Promise<void>

const passes = 3

/**
 * Makes the road network of a map, in three passes: turn restrictions and squares, the ways that any profile may use, the
 * places of their nodes. What it takes of memory grows with the roads, not with the file.
 * @throws OsmUnreadable
 */
export async function buildNetwork(
  read: OsmFeed,
  options: ReadOptions = {},
): Promise<BuiltNetwork> {
  const roads = await readRoads(read, options)
  options.signal?.throwIfAborted()
  return assembleNetwork(roads)
}

interface Roads {
  readonly ways: CollectedWays
  readonly tagSets: readonly Tags[]
  readonly nodes: NodeTable
  readonly vertexTagSets: readonly Tags[]
  readonly restrictions: RestrictionCollector
}

async function readRoads(read: OsmFeed, { signal, progress }: ReadOptions): Promise<Roads> {
  const pass = (number: number, handlers: OsmHandlers) =>
    read(handlers, {
      ...(signal && { signal }),
      progress: (share) => progress?.((number + share) / passes),
    })

  const restrictions = new RestrictionCollector()
  const squares = new SquareCollector()
  await pass(0, {
    relation(...relation) {
      restrictions.add(...relation)
      squares.add(...relation)
    },
  })
  const collector = new WayCollector((id, way) => restrictions.noteWay(id, way))
  await pass(1, { way: (id, refs, tags) => collector.add(id, refs, squares.tagsOf(id, tags)) })
  const ways = collector.finish()
  const nodes = new NodeTable(ways.refs)
  const marks = new VertexMarks()
  await pass(2, {
    node(id, lng, lat, tags) {
      const node = nodes.find(id)
      if (node < 0) return
      nodes.place(node, lng, lat)
      if (tags) nodes.tags[node] = marks.numberOf(tags)
    },
  })
  return {
    ways,
    nodes,
    restrictions,
    tagSets: collector.tagSets.sets,
    vertexTagSets: marks.sets,
  }
}

function assembleNetwork(roads: Roads): BuiltNetwork {
  const { ways, nodes, restrictions, tagSets } = roads
  const via = new Set(restrictions.viaNodes().map((id) => nodes.find(id)))
  const split = splitWays(ways, nodes, (node) => nodes.tags[node] !== 0 || via.has(node))
  const { waySegments, vertexOf, vertexTags } = split
  refuseKnots(split.network, vertexTags.length)
  const tagsOf = (way: number) => tagSets[ways.tags[way] ?? 0] ?? {}
  const segments = split.network.length.length
  const network = { ...split.network, round: markRoundabouts(waySegments, segments, tagsOf) }
  const attributes = {
    tagSets,
    waySegments,
    wayTags: ways.tags,
    vertexTagSets: roads.vertexTagSets,
    vertexTags,
    restrictions: restrictions.finish((id) => vertexOf(nodes.find(id))),
    leftHand: keepsLeft(network, waySegments, tagsOf),
  }
  return { network, attributes }
}

/** Every way into a junction is joined with every way out of it. */
const MOST_STREETS = 500

function refuseKnots({ from, to }: Pick<RoadNetwork, 'from' | 'to'>, vertices: number): void {
  const streets = new Uint32Array(vertices)
  for (const ends of [from, to])
    for (const vertex of ends) {
      streets[vertex] = (streets[vertex] as number) + 1
      if (streets[vertex] > MOST_STREETS)
        throw new OsmUnreadable('oversized', `More than ${MOST_STREETS} streets meet at one node.`)
    }
}
