import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { priceTasks } from '../../../server/optimizer/vroom/price-tasks.ts'
import { readRequest } from '../../../server/optimizer/vroom/read-request.ts'
import { readMatrices } from '../../../server/optimizer/vroom/read-matrices.ts'
import { writeProblem } from '../../../server/optimizer/vroom/write-problem.ts'
import { job, onStreet, vehicle } from '../support/line-street.ts'

const MOST = 500
const plan = fc.record({
  served: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
  cost: fc.integer({ min: 0, max: MOST }),
})

describe('what leaving a task out costs', () => {
  test('puts plans into VROOM’s order: priorities, then tasks, then cost', () => {
    const priorities = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 8, maxLength: 8 })
    fc.assert(
      fc.property(priorities, plan, plan, (list, a, b) => {
        const jobs = list.map((priority, id) => ({ id, location_index: 0, priority }))
        const prizes = priceTasks(readRequest(onStreet({ jobs })), MOST)
        const total = ({ served, cost }: typeof a) =>
          prizes.reduce((sum, prize, i) => sum + (served[i] ? 0 : prize), cost)
        const rank = ({ served, cost }: typeof a) => [
          list.reduce((sum, priority, i) => sum - (served[i] ? priority : 0), 0),
          -served.filter(Boolean).length,
          cost,
        ]
        const [first, second] = [rank(a), rank(b)]
        const at = first.findIndex((value, i) => value !== second[i])
        const order = at < 0 ? 0 : (first[at] ?? 0) - (second[at] ?? 0)
        expect(Math.sign(total(a) - total(b))).toBe(Math.sign(order))
      }),
      { seed: 20_261_123, numRuns: 300 },
    )
  })

  test('stays small where “no way” is written as a very long one', () => {
    const durations = [
      [0, 100, 4_294_967_295],
      [100, 0, 4_294_967_295],
      [4_294_967_295, 4_294_967_295, 0],
    ]
    const request = readRequest({
      vehicles: [vehicle(1, { time_window: [0, 36_000] })],
      jobs: [job(1), job(2)],
      matrices: { car: { durations } },
    })
    const { problem } = writeProblem(request, readMatrices(request))
    // 100 s out of each of the jobs’ places that can be left, and of the start: C = 200.
    expect(problem.stops.map(({ prize }) => prize)).toEqual([201, 201])
  })
})
