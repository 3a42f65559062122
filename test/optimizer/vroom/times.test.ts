import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  chooseTimes,
  lateness,
  missFewest,
  missWindow,
} from '../../../server/optimizer/vroom/choose-times.ts'
import { keepTimes } from '../../../server/optimizer/vroom/keep-times.ts'
import type { RouteNode } from '../../../server/optimizer/vroom/route-node.ts'
import { splitLegs } from '../../../server/optimizer/vroom/split-legs.ts'

const node = (more: Partial<RouteNode>): RouteNode => ({
  kind: 'task',
  index: 0,
  place: 0,
  windows: [],
  earliest: 0,
  latest: Infinity,
  late: undefined,
  setup: 0,
  service: 0,
  travel: 0,
  metres: 0,
  price: 0,
  ...more,
})

const HORIZON = 14
const span = fc.integer({ min: 0, max: HORIZON })
const window = fc.tuple(span, span).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)
const anyNode = fc
  .record({
    windows: fc.array(window, { maxLength: 2 }),
    service: fc.integer({ min: 0, max: 3 }),
    travel: fc.integer({ min: 0, max: 4 }),
  })
  .map(node)

const missed = (nodes: readonly RouteNode[], begins: readonly number[]) =>
  nodes.reduce((sum, { windows }, i) => sum + missWindow(windows, begins[i] ?? 0).seconds, 0)

/** Every schedule in whole seconds. */
function* allTimes(nodes: readonly RouteNode[], i = 0, ready = 0): Generator<number[]> {
  const current = nodes[i]
  if (!current) {
    yield []
    return
  }
  for (let at = ready; at <= 2 * HORIZON; at++)
    for (const rest of allTimes(nodes, i + 1, at + current.service + (nodes[i + 1]?.travel ?? 0)))
      yield [at, ...rest]
}

describe('times of a route', () => {
  test('miss as few seconds of windows, end as early and leave as late as any others do', () => {
    const begin = node({ kind: 'start', windows: [[0, HORIZON]] })
    fc.assert(
      fc.property(fc.array(anyNode, { minLength: 1, maxLength: 3 }), (others) => {
        const nodes = [begin, ...others]
        const begins = chooseTimes(nodes) ?? []
        const rank = (times: readonly number[]) =>
          [missed(nodes, times), times.at(-1) ?? 0, -(times[0] ?? 0)] as const
        let best: readonly number[] = [Infinity, 0, 0]
        for (const times of allTimes(nodes)) {
          const next = rank(times)
          const at = next.findIndex((value, i) => value !== best[i])
          if (at >= 0 && (next[at] ?? 0) < (best[at] ?? 0)) best = next
        }
        expect(rank(begins)).toEqual(best)
        begins.forEach((time, i) => {
          const before = nodes[i - 1]
          const ready = before ? (begins[i - 1] ?? 0) + before.service + (nodes[i]?.travel ?? 0) : 0
          expect(time).toBeGreaterThanOrEqual(ready)
        })
      }),
      { seed: 20_261_123, numRuns: 60 },
    )
  })

  test('are the same along the way as in the table, where all windows can be kept', () => {
    let kept = 0
    const late = fc.record({ after: span, perSecond: fc.integer({ min: 0, max: 2 }) })
    const anyLate = fc.tuple(anyNode, fc.option(late, { nil: undefined }))
    const begin = node({ kind: 'start', windows: [[0, HORIZON]] })
    fc.assert(
      fc.property(fc.array(anyLate, { minLength: 1, maxLength: 6 }), (others) => {
        const nodes = [begin, ...others.map(([one, delay]) => ({ ...one, late: delay }))]
        const times = keepTimes(nodes)
        const table = missFewest(nodes) ?? []
        expect(times === undefined).toBe(missed(nodes, table) > 0)
        if (!times) return
        const price = (begins: readonly number[]) =>
          nodes.reduce((sum, one, i) => sum + lateness(one.late, begins[i] ?? 0), 0)
        const rank = (begins: readonly number[]) => [price(begins), begins.at(-1), begins[0]]
        expect(rank(times)).toEqual(rank(table))
        kept++
      }),
      { seed: 20_261_123, numRuns: 1000 },
    )
    expect(kept).toBeGreaterThan(100)
  })

  test('do not exist when hard times exclude each other', () => {
    expect(chooseTimes([node({ earliest: 10 }), node({ latest: 9 })])).toBeUndefined()
  })

  test('wait at home rather than on the way, and where they wait nobody hurries before', () => {
    const nodes = [
      node({ kind: 'start', windows: [[0, 100]] }),
      node({ travel: 10, windows: [[0, 20]] }),
      node({ travel: 10 }),
      node({ travel: 10, windows: [[60, 70]] }),
    ]
    // The first closes at 20, so off at 10; the second at once; the wait is before the third.
    expect(chooseTimes(nodes)).toEqual([10, 20, 30, 60])
  })

  test('a journey is interrupted where its breaks begin', () => {
    const nodes = [
      node({ kind: 'start', windows: [[0, 0]] }),
      node({ kind: 'break', windows: [[30, 40]], service: 5 }),
      node({ kind: 'break', windows: [[50, 60]], service: 5 }),
      node({ travel: 100 }),
    ]
    expect(splitLegs(nodes, 'as-it-comes').map(({ travel }) => travel)).toEqual([0, 30, 15, 55])
    expect(splitLegs(nodes, 'before').map(({ travel }) => travel)).toEqual([0, 100, 0, 0])
    expect(splitLegs(nodes, 'after').map(({ travel }) => travel)).toEqual([0, 0, 0, 100])
  })
})
