import { describe, expect, test } from 'vitest'
import type { VroomInput } from '../../../shared/optimizer-input.ts'
import { askVroom, describeRoutes } from '../support/ask-vroom.ts'

// The facts of docs/example_*.json of VROOM. Where it asked a routing engine, the legs of its answer are
// the matrix here, and every other leg is longer than it could be.

const OTHER = 9000

/** A matrix of named legs. */
function legs(size: number, known: readonly (readonly [number, number, number])[]): number[][] {
  const cells = Array.from({ length: size }, (_, a) =>
    Array.from({ length: size }, (_unused, b) => (a === b ? 0 : OTHER)),
  )
  for (const [from, to, seconds] of known) (cells[from] as number[])[to] = seconds
  return cells
}

describe('VROOM’s documented examples', () => {
  test('two jobs over a custom matrix cost 5461, in the documented order', async () => {
    const answer = await askVroom({
      vehicles: [{ id: 0, start_index: 0, end_index: 3 }],
      jobs: [
        { id: 1414, location_index: 1 },
        { id: 1515, location_index: 2 },
      ],
      matrix: [
        [0, 2104, 197, 1299],
        [2103, 0, 2255, 3152],
        [197, 2256, 0, 1102],
        [1299, 3153, 1102, 0],
      ],
    })
    // 0 → 1 → 2 → 3: 2104 + 2255 + 1102.
    expect(answer.summary).toMatchObject({ cost: 5461, duration: 5461, unassigned: 0, routes: 1 })
    expect(describeRoutes(answer)).toEqual({ 0: '1414 1515' })
    expect(answer.routes[0]?.steps.map(({ arrival }) => arrival)).toEqual([0, 2104, 4359, 5461])
  })

  test('two vehicles with skills, capacity, windows, a break and a shipment: never worse', async () => {
    // Places: 0 depot, then jobs 1, 2, 5, 6, pickup 4, delivery 3.
    const both = { start_index: 0, end_index: 0, capacity: [4], time_window: [28_800, 43_200] }
    const window = [32_400, 36_000] as [number, number]
    const rest = { id: 2, service: 300, time_windows: [[34_200, 36_000]] } as const
    const input = {
      vehicles: [
        { id: 1, skills: [1, 14], ...both },
        { id: 2, skills: [2, 14], ...both, breaks: [rest] },
      ],
      jobs: [
        {
          id: 1,
          location_index: 1,
          service: 300,
          delivery: [1],
          skills: [1],
          time_windows: [window],
        },
        { id: 2, location_index: 2, service: 300, pickup: [1], skills: [1] },
        { id: 5, location_index: 3, service: 300, delivery: [1], skills: [14] },
        { id: 6, location_index: 4, service: 300, delivery: [1], skills: [14] },
      ],
      shipments: [
        {
          amount: [1],
          skills: [2],
          pickup: { id: 4, location_index: 5, service: 300 },
          delivery: { id: 3, location_index: 6, service: 300 },
        },
      ],
      matrices: {
        car: {
          durations: legs(7, [
            [0, 1, 2263], // the first route: 6526
            [1, 2, 912],
            [2, 3, 1589],
            [3, 0, 1762],
            [0, 4, 2995], // the second: 12145
            [4, 5, 3820],
            [5, 6, 1875],
            [6, 0, 3455],
          ]),
        },
      },
    } as unknown as VroomInput
    const answer = await askVroom(input)
    expect(answer.summary.unassigned).toBe(0)
    expect(answer.summary.cost).toBeLessThanOrEqual(18_671)
    expect(describeRoutes(answer)[1]).toBe('1 2 5')
  })

  test('plan mode tells times, an overload, an early start and two delays', async () => {
    const vehicle = {
      start_index: 0,
      end_index: 0,
      capacity: [4],
      time_window: [1_600_416_000, 1_600_426_800],
    }
    const early = [[1_600_416_000, 1_600_423_200]]
    const steps = (...ids: number[]) => ids.map((id) => ({ type: 'job', id }))
    const input = {
      vehicles: [
        { id: 1, ...vehicle, steps: [{ type: 'start' }, ...steps(1, 2, 5), { type: 'end' }] },
        {
          id: 2,
          ...vehicle,
          steps: [
            { type: 'start', service_after: 1_600_415_200 },
            ...steps(6, 4, 3),
            { type: 'end' },
          ],
        },
      ],
      jobs: [
        { id: 1, location_index: 1, service: 300, delivery: [2] },
        { id: 2, location_index: 2, service: 300, delivery: [2] },
        { id: 3, location_index: 3, service: 300, delivery: [1], time_windows: early },
        { id: 4, location_index: 4, service: 300, delivery: [1], time_windows: early },
        { id: 5, location_index: 5, service: 300, delivery: [3] },
        { id: 6, location_index: 6, service: 300, delivery: [1], time_windows: early },
      ],
      matrices: {
        car: {
          durations: legs(7, [
            [0, 1, 2328],
            [1, 2, 890],
            [2, 5, 1595],
            [5, 0, 1752],
            [0, 6, 2941],
            [6, 4, 3816],
            [4, 3, 1909],
            [3, 0, 3480],
          ]),
        },
      },
      options: { c: true },
    } as unknown as VroomInput
    const { summary, routes } = await askVroom(input)
    expect(summary).toMatchObject({
      cost: 18_711,
      duration: 18_711,
      service: 1800,
      delivery: [10],
      pickup: [0],
    })
    expect(summary.violations).toHaveLength(3)
    expect(summary.violations).toEqual(
      expect.arrayContaining([
        { cause: 'lead_time', duration: 800 },
        { cause: 'delay', duration: 2712 },
        { cause: 'load' },
      ]),
    )
    const times = routes.map(({ steps }) => steps.map(({ arrival }) => arrival - 1_600_415_000))
    expect(times).toEqual([
      [1000, 3328, 4518, 6413, 8465],
      [200, 3141, 7257, 9466, 13_246],
    ])
    expect(routes.map(({ steps }) => steps.map(({ load }) => load))).toEqual([
      [[7], [5], [3], [0], [0]],
      [[3], [2], [1], [0], [0]],
    ])
    expect(routes.map(({ steps }) => steps.map(({ violations }) => violations))).toEqual([
      [[{ cause: 'load' }], [{ cause: 'load' }], [], [], []],
      [
        [{ cause: 'lead_time', duration: 800 }],
        [],
        [],
        [{ cause: 'delay', duration: 1266 }],
        [{ cause: 'delay', duration: 1446 }],
      ],
    ])
  })
})
