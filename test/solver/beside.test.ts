import { expect, test } from 'vitest'
import { boundPlaces } from '../../server/solver/beside.ts'
import { compileProblem } from '../../server/solver/compile-problem.ts'
import { LinkedTours } from '../../server/solver/linked-tours.ts'
import { Random } from '../../server/solver/random.ts'
import { layOutTown } from './support/town.ts'

/** A town with one-way streets. */
function layOutMany(count: number): LinkedTours {
  const random = new Random(1)
  const places = Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `s${i}`,
      [random.below(50), random.below(50)] as const,
    ]),
  )
  const town = layOutTown({ places })
  town.durations.forEach((seconds, at) => {
    if (seconds > 0) town.durations[at] = seconds + random.below(20)
  })
  return new LinkedTours(compileProblem(town.problem))
}

test('the bound of a place beside a neighbour is its price with the nearest node on the other side', () => {
  const tours = layOutMany(160)
  const { cost, nodeCount } = tours.model
  const priceOf = (from: number, to: number) => cost[from * nodeCount + to] ?? Number.NaN
  const others = (stop: number) => [...Array(nodeCount).keys()].filter((node) => node !== stop)
  boundPlaces(tours)?.forEach(({ behind, behindBound, ahead, aheadBound }, stop) => {
    const nodes = others(stop)
    const out = Math.min(...nodes.map((node) => priceOf(stop, node)))
    const into = Math.min(...nodes.map((node) => priceOf(node, stop)))
    expect([...behindBound]).toEqual([...behind].map((before) => priceOf(before, stop) + out))
    expect([...aheadBound]).toEqual([...ahead].map((after) => priceOf(stop, after) + into))
    expect([behind.length, ahead.length]).toEqual([40, 40])
  })
})

test('where stops are few every place is looked at, without bounds', () => {
  expect(boundPlaces(layOutMany(20))).toBeUndefined()
})
