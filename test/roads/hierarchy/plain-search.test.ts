import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PlainSearch } from '../../../server/roads/hierarchy/plain-search.ts'
import { anyTrips } from '../support/any-trips.ts'
import { makeGraph, makeSeeds, type Edge, type Seed } from '../support/make-graph.ts'

const streets: Edge[] = [
  { tail: 0, head: 1, weight: 1, duration: 30, distance: 100 },
  { tail: 0, head: 2, weight: 1, duration: 10, distance: 300 },
  { tail: 2, head: 1, weight: 1, duration: 0, distance: 50 },
  { tail: 1, head: 3, weight: 1, duration: 5, distance: 5 },
]
const home: Seed = { node: 0, weight: 0, duration: 2, distance: 20 }

function settle(limit: number, by: 'duration' | 'distance', point = 0): [number, number][] {
  const search = new PlainSearch(makeGraph(5, streets))
  const settled: [number, number][] = []
  const seeds = makeSeeds([[home], []])
  search.settleWithin(seeds, { limit, by }, (node, sum) => settled.push([node, sum]), point)
  return settled
}

test('what lies within a limit is told once, the nearest first, the limit included', () => {
  expect(settle(12, 'duration')).toEqual([
    [0, 2],
    [2, 12],
    [1, 12],
  ])
  expect(settle(17, 'duration').at(-1)).toEqual([3, 17])
})

test('the shortest way is another than the quickest', () => {
  expect(settle(125, 'distance')).toEqual([
    [0, 20],
    [1, 120],
    [3, 125],
  ])
})

test('nothing is within reach of nowhere, nor below the first step', () => {
  expect(settle(1000, 'duration', 1)).toEqual([])
  expect(settle(1, 'duration')).toEqual([])
})

test('in any graph the sums are those of the quickest trips, search after search', () => {
  fc.assert(
    fc.property(anyTrips, fc.integer({ min: 0, max: 120 }), ({ nodes, edges, sources }, limit) => {
      const search = new PlainSearch(makeGraph(nodes, edges))
      sources.forEach((seeds, point) => {
        const sums = new Array<number>(nodes).fill(Infinity)
        const visit = (node: number, sum: number) => {
          expect(sums[node]).toBe(Infinity)
          sums[node] = sum
        }
        search.settleWithin(makeSeeds(sources), { limit, by: 'duration' }, visit, point)
        const quickest = findQuickest(nodes, edges, seeds)
        expect(sums).toEqual(quickest.map((sum) => (sum <= limit ? sum : Infinity)))
      })
    }),
    { numRuns: 300 },
  )
})

/** Bellman and Ford's way: every edge, as often as there are nodes. */
function findQuickest(nodes: number, edges: readonly Edge[], seeds: readonly Seed[]): number[] {
  const sums = new Array<number>(nodes).fill(Infinity)
  for (const { node, duration } of seeds) sums[node] = Math.min(sums[node] ?? Infinity, duration)
  for (let round = 0; round < nodes; round += 1)
    for (const { tail, head, duration } of edges)
      sums[head] = Math.min(sums[head] ?? Infinity, (sums[tail] ?? Infinity) + duration)
  return sums
}
