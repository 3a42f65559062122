import { describe, expect, test } from 'vitest'
import {
  contract,
  ContractionStopped,
  type ContractOptions,
} from '../../../server/roads/hierarchy/contract.ts'
import { HierarchySearch } from '../../../server/roads/hierarchy/hierarchy-search.ts'
import { PlainSearch } from '../../../server/roads/hierarchy/plain-search.ts'
import { makeCosts } from '../support/find-matrix.ts'
import { makeGraph, makeSeeds } from '../support/make-graph.ts'
import { makeRegion } from '../support/make-region.ts'

/** Some 7,000 arcs: large enough for the remaining graph to be moved together, and for late searches. */
const town = makeRegion({ size: 56 })
const walkers = makeRegion({ size: 40, onFoot: true })

describe.each([
  ['by car', town],
  ['on foot', walkers],
])('a town %s', (_, graph) => {
  const nodes = Array.from(graph.first.keys()).filter((node) => node % 40 === 7)
  const points = makeSeeds(nodes.map((node) => [{ node, weight: 0, duration: 0, distance: 0 }]))

  test('has the costs of Dijkstra in every cell of a matrix', () => {
    const costs = makeCosts(nodes.length ** 2)
    new HierarchySearch(graph, contract(graph)).manyToMany(points, points, costs)
    const plain = new PlainSearch(graph)
    const expected = new Int32Array(nodes.length ** 2).fill(-1)
    nodes.forEach((node, row) => {
      const sums = new Map<number, number>()
      // In this graph duration is weight.
      const seeds = makeSeeds([[{ node, weight: 0, duration: 0, distance: 0 }]])
      plain.settleWithin(seeds, { limit: 2 ** 31 - 2, by: 'duration' }, (to, sum) =>
        sums.set(to, sum),
      )
      nodes.forEach((to, column) => {
        expected[row * nodes.length + column] = sums.get(to) ?? -1
      })
    })
    expect(expected.filter((weight) => weight > 0).length).toBeGreaterThan(nodes.length)
    expect(costs.weight).toEqual(expected)
  })

  test('gives the same hierarchy every time', () => {
    expect(contract(graph)).toEqual(contract(graph))
  })
})

test('arcs into one junction are taken for one where turns cost nothing', () => {
  const ranks = contract(walkers).upFirst.length - 1
  expect(ranks).toBeLessThan(0.5 * (walkers.first.length - 1))
})

test('a graph without nodes and one without edges are contracted', () => {
  expect(contract(makeGraph(0, [])).upFirst).toEqual(Uint32Array.of(0))
  expect(contract(makeGraph(3, [])).rankOf).toHaveLength(3)
})

describe('while it works', () => {
  const collect = (options: ContractOptions = {}) => {
    const shares: number[] = []
    contract(town, { ...options, progress: (share) => shares.push(share) })
    return shares
  }

  test('it tells how far it is, a few hundred times, and at last that it is done', () => {
    const shares = collect()
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.length).toBeGreaterThan(200)
    expect(shares.length).toBeLessThan(500)
    expect(shares.at(0)).toBe(0)
    expect(shares.at(-1)).toBe(1)
  })

  test.each([1, 20, 300])('it stops when it is told so at the %ith time of asking', (times) => {
    let asked = 0
    const shouldStop = () => ++asked === times
    expect(() => contract(town, { shouldStop })).toThrow(ContractionStopped)
    expect(asked).toBe(times)
  })
})
