import type { OsmHandlers, ReadOptions } from '../../osm/index.ts'
import { RestrictionCollector } from './collect-restrictions.ts'
import { WayCollector } from './collect-ways.ts'
import { keepsLeft } from './find-driving-side.ts'
import { markRoundabouts } from './mark-roundabouts.ts'
import { NodeTable } from './node-table.ts'
import type { BuiltNetwork } from './road-attributes.ts'
import { splitWays } from './split-ways.ts'
import { VertexMarks } from './vertex-marks.ts'

/** Something that tells a whole map, as often as asked: `(handlers, options) => readOsm(path, handlers, options)`. */
export type OsmFeed = (handlers: OsmHandlers, options: ReadOptions) => Promise<void>

const passes = 3

/**
 * Makes the road network of a map, in three passes: turn restrictions, the ways that any profile may use, the places of
 * their nodes. What it takes of memory grows with the roads, not with the file.
 */
export async function buildNetwork(
  read: OsmFeed,
  { signal, progress }: ReadOptions = {},
): Promise<BuiltNetwork> {
  const pass = (number: number, handlers: OsmHandlers) =>
    read(handlers, {
      ...(signal && { signal }),
      progress: (share) => progress?.((number + share) / passes),
    })

  const restrictions = new RestrictionCollector()
  await pass(0, { relation: restrictions.add })
  const collector = new WayCollector((id, way) => restrictions.noteWay(id, way))
  await pass(1, { way: collector.add })
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

  signal?.throwIfAborted()
  const via = new Set(restrictions.viaNodes().map((id) => nodes.find(id)))
  const split = splitWays(ways, nodes, (node) => nodes.tags[node] !== 0 || via.has(node))
  const { waySegments, vertexOf, vertexTags } = split
  const tagSets = collector.tagSets.sets
  const tagsOf = (way: number) => tagSets[ways.tags[way] ?? 0] ?? {}
  const segments = split.network.length.length
  const network = { ...split.network, round: markRoundabouts(waySegments, segments, tagsOf) }
  const attributes = {
    tagSets,
    waySegments,
    wayTags: ways.tags,
    vertexTagSets: marks.sets,
    vertexTags,
    restrictions: restrictions.finish((id) => vertexOf(nodes.find(id))),
    leftHand: keepsLeft(network, waySegments, tagsOf),
  }
  return { network, attributes }
}
