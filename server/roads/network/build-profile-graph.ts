import type { ProfileReport } from '../../../shared/roads.ts'
import { findArcsOut } from './arcs.ts'
import { assembleGraph } from './assemble-graph.ts'
import { collectTurnRules } from './collect-turn-rules.ts'
import { countStreets, expandTurns } from './expand-turns.ts'
import { judgeVertex, type VertexVerdict } from './judge-vertex.ts'
import { keepLargest } from './keep-largest.ts'
import { measureCut } from './measure-cut.ts'
import { paceArcs } from './pace-arcs.ts'
import type { Profile } from './profiles/profile.ts'
import type { RoadAttributes } from './road-attributes.ts'
import type { ProfileGraph, RoadNetwork } from './road-network.ts'
import { TurnPrices } from './turn-prices.ts'
import { TurnRules } from './turn-rules.ts'

export interface BuiltProfileGraph {
  readonly graph: ProfileGraph
  readonly report: ProfileReport
}

/** Makes the graph of what one profile may travel. Without any street for it, the graph is empty. */
export function buildProfileGraph(
  network: RoadNetwork,
  attributes: RoadAttributes,
  profile: Profile,
): BuiltProfileGraph {
  const { vertexTags, vertexTagSets, leftHand } = attributes
  const paces = paceArcs(network, attributes, profile)
  const isOpen = (arc: number) => paces.duration[arc] !== 0
  const restrictions = collectTurnRules(network, attributes, profile, isOpen)
  const rules = new TurnRules(paces.duration.length, restrictions.rules)
  const verdicts = vertexTagSets.map((tags) => judgeVertex(tags, profile))
  const junctions = {
    out: findArcsOut(network, vertexTags.length, paces.duration),
    streets: countStreets(network, vertexTags.length, paces.duration),
    verdictOf: (vertex: number) => verdicts[vertexTags[vertex] as number] as VertexVerdict,
  }
  const prices = new TurnPrices(network, paces, profile, leftHand)
  const turns = expandTurns(network, paces.duration, junctions, prices, rules)
  const kept = keepLargest(network, turns, rules)
  const graph = assembleGraph(network, paces, turns, rules, kept)
  const cut = measureCut(network, vertexTags.length, paces, graph)
  return {
    graph,
    report: {
      profile: profile.name,
      segments: countSegments(graph),
      turns: graph.head.length,
      restrictions: restrictions.followed,
      restrictionsIgnored: restrictions.ignored,
      cutKilometres: cut.kilometres,
      cutParts: cut.parts,
    },
  }
}

function countSegments({ nodeFirst }: ProfileGraph): number {
  let segments = 0
  for (let arc = 0; arc + 2 < nodeFirst.length; arc += 2)
    if (nodeFirst[arc] !== nodeFirst[arc + 2]) segments++
  return segments
}
