import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readOsm } from '../../../server/osm/index.ts'
import { findProjectFolder } from '../../../server/platform/project-folder.ts'
import { buildNetwork } from '../../../server/roads/network/build-network.ts'
import { buildProfileGraph } from '../../../server/roads/network/build-profile-graph.ts'
import { profiles } from '../../../server/roads/network/profiles/profiles.ts'
import type { ProfileGraph } from '../../../server/roads/network/road-network.ts'
import { sharedFile } from '../../support/shared-data.ts'

/** Restrictions in each file, and how many of them say nothing to a car: conditional, or with members cut off. */
const extracts = {
  'heidelberg.osm.pbf': { restrictions: 476, ignored: 7 },
  'liechtenstein.osm.pbf': { restrictions: 3, ignored: 1 },
  'porto.osm.pbf': { restrictions: 42, ignored: 3 },
  'tsinghua.osm.pbf': { restrictions: 5, ignored: 3 },
  'bayreuth-north.osm.gz': { restrictions: 40, ignored: 2 },
}

describe.each(Object.entries(extracts))('the streets of %s', (name, expected) => {
  const isThere = sharedFile(`osm/${name}`) !== undefined
  const path = join(findProjectFolder(), '../shared/data/osm', name)

  test.skipIf(!isThere)('become a graph of turns for each profile', async () => {
    const { network, attributes } = await buildNetwork((handlers, options) =>
      readOsm(path, handlers, options),
    )
    expect(attributes.restrictions).toHaveLength(expected.restrictions)
    expect(attributes.leftHand).toBe(false)
    for (const profile of Object.values(profiles)) {
      const { graph, report } = buildProfileGraph(network, attributes, profile)
      console.info(
        `${name}, ${profile.name}: ${report.segments} segments, ${report.turns} turns, ` +
          `${report.restrictions} restrictions, ${report.restrictionsIgnored} ignored, ` +
          `cut ${report.cutParts} parts of ${report.cutKilometres.toFixed(1)} km together`,
      )
      expect(report.segments).toBeGreaterThan(900)
      if (profile.name === 'car') {
        expect(report.restrictionsIgnored).toBe(expected.ignored)
        expect(report.restrictions).toBeGreaterThan(0)
      }
      expectSound(graph)
      expectAllReached(graph)
    }
  })
})

function expectSound({ first, head, weight, duration, distance, ...graph }: ProfileGraph): void {
  const nodes = graph.arcOf.length
  expect(first).toHaveLength(nodes + 1)
  expect(first[nodes]).toBe(head.length)
  for (const costs of [weight, duration, distance]) expect(costs).toHaveLength(head.length)
  expect(head.every((node) => node < nodes)).toBe(true)
  expect(weight.every((value, edge) => value > 0 && value >= (duration[edge] ?? 0))).toBe(true)
  expect(graph.node.every((node, at) => node === at)).toBe(true)
  expect(graph.nodeFirst.at(-1)).toBe(nodes)
  expect(graph.arcOf.every((arc, node) => (graph.nodeFirst[arc] ?? nodes) <= node)).toBe(true)
}

/** From the first arc all others, and from all others the first. */
function expectAllReached({ first, head, arcOf, nodeFirst }: ProfileGraph): void {
  const tails = head.map(() => 0)
  for (let node = 0; node < arcOf.length; node++) tails.fill(node, first[node], first[node + 1])
  const reach = (next: Map<number, number[]>) => {
    const reached = new Set([0])
    for (const node of reached) for (const other of next.get(node) ?? []) reached.add(other)
    return reached
  }
  const forward = new Map<number, number[]>()
  const backward = new Map<number, number[]>()
  head.forEach((node, edge) => {
    const tail = tails[edge] ?? 0
    forward.set(tail, [...(forward.get(tail) ?? []), node])
    backward.set(node, [...(backward.get(node) ?? []), tail])
  })
  const arcs = new Set(arcOf)
  expect(new Set([...reach(forward)].map((node) => arcOf[node]))).toEqual(arcs)
  const back = reach(backward)
  expect([...arcs].every((arc) => back.has(nodeFirst[arc] ?? -1))).toBe(true)
}
