import { describe, expect, test } from 'vitest'
import { askVroom, describeRoutes } from '../support/ask-vroom.ts'
import { job, onStreet, street, vehicle } from '../support/line-street.ts'

// Houses on a street, 100 s apart; vehicles make round trips from house 0 unless they say otherwise.

describe('VROOM’s rules', () => {
  test('the default cost is seconds of travel', async () => {
    const answer = await askVroom(onStreet({ jobs: [job(3), job(7), job(5)] }))
    // To house 7 and back: 2 × 700.
    expect(answer.summary).toMatchObject({ cost: 1400, duration: 1400, distance: 1400 })
  })

  test('prices per hour and kilometre and a fixed one replace it', async () => {
    const costs = { fixed: 50, per_hour: 7200, per_km: 1000 }
    const answer = await askVroom(onStreet({ vehicles: [vehicle(1, { costs })], jobs: [job(7)] }))
    // 50 + 1400 s × 2 + 1.4 km × 1000.
    expect(answer.summary.cost).toBe(50 + 2800 + 1400)
    expect(answer.routes[0]?.beatline?.cost_terms).toMatchObject({ fixed: 50, travel: 4200 })
  })

  test('a price per hour of tasks is paid for service, by the cheaper of two', async () => {
    const dear = vehicle(1, { costs: { per_task_hour: 3600 } })
    const cheap = vehicle(2, { costs: { per_task_hour: 360 } })
    const jobs = [job(2, { service: 500 })]
    const answer = await askVroom(onStreet({ vehicles: [dear, cheap], jobs }))
    // 400 s of travel, 500 s × 0.1.
    expect(answer.summary.cost).toBe(450)
    expect(describeRoutes(answer)).toEqual({ 2: '2' })
  })

  test('a job goes to a vehicle that has all its skills, or to none', async () => {
    const vehicles = [vehicle(1), vehicle(2, { skills: [1] }), vehicle(3, { skills: [1, 2, 9] })]
    const jobs = [job(1, { skills: [1, 2] }), job(2, { skills: [3] })]
    const answer = await askVroom(onStreet({ vehicles, jobs }))
    expect(describeRoutes(answer)).toEqual({ 3: '1' })
    expect(answer.unassigned).toMatchObject([
      { id: 2, type: 'job', location_index: 2, beatline: { reason: 'NO_SKILL' } },
    ])
  })

  test('a vehicle without skills serves what needs none', async () => {
    const answer = await askVroom(onStreet({ jobs: [job(1), job(2, { skills: [1] })] }))
    expect(describeRoutes(answer)).toEqual({ 1: '1' })
  })

  test('one task of high priority beats any number of lower ones, whatever it costs', async () => {
    // There is time for house 9, or for the three near ones.
    const vehicles = [vehicle(1, { time_window: [0, 1800] })]
    const near = [job(1), job(2), job(3)].map((one) => ({ ...one, priority: 3, service: 300 }))
    const jobs = [...near, job(9, { priority: 10 })]
    const answer = await askVroom(onStreet({ vehicles, jobs }))
    expect(describeRoutes(answer)).toEqual({ 1: '9' })
    expect(answer.summary.priority).toBe(10)
  })

  test('it is the sum of priorities that counts', async () => {
    const vehicles = [vehicle(1, { time_window: [0, 1800] })]
    const near = [job(1), job(2), job(3)].map((one) => ({ ...one, priority: 4, service: 300 }))
    const answer = await askVroom(onStreet({ vehicles, jobs: [...near, job(9, { priority: 10 })] }))
    expect(answer.summary).toMatchObject({ priority: 12, unassigned: 1 })
  })

  test('with equal priorities more tasks beat fewer, however dear the way', async () => {
    // Either the one at house 0, which takes all the time, or two far away.
    const vehicles = [vehicle(1, { time_window: [0, 1800], costs: { per_hour: 3_600_000 } })]
    const jobs = [{ id: 100, location_index: 0, service: 1800 }, job(8), job(9)]
    const answer = await askVroom(onStreet({ vehicles, jobs }))
    expect(answer.unassigned.map(({ id }) => id)).toEqual([100])
  })

  test('a window holds the beginning of set-up and service, not their end', async () => {
    const jobs = [job(2, { setup: 60, service: 500, time_windows: [[300, 310]] })]
    const answer = await askVroom(onStreet({ jobs }))
    const [start, step, end] = answer.routes[0]?.steps ?? []
    expect(step).toMatchObject({ waiting_time: 0, setup: 60, service: 500 })
    // Nobody waits who could still be at home: off at 100, there at 300, back at 300 + 560 + 200.
    expect([start?.arrival, step?.arrival, end?.arrival]).toEqual([100, 300, 1060])
  })

  test('of several windows the one is taken that fits', async () => {
    const jobs = [
      job(2, {
        time_windows: [
          [0, 100],
          [250, 260],
          [900, 950],
        ],
      }),
    ]
    const answer = await askVroom(onStreet({ jobs }))
    expect(answer.routes[0]?.steps[1]).toMatchObject({ arrival: 250, waiting_time: 0 })
  })

  test('time stamps are as good as seconds of a day', async () => {
    const noon = 1_600_416_000
    const jobs = [job(2, { time_windows: [[noon, noon + 10]] }), job(4, { service: 30 })]
    const answer = await askVroom(onStreet({ jobs }))
    expect(answer.summary).toMatchObject({ unassigned: 0, waiting_time: 0, cost: 800 })
  })

  test('set-up is owed once per place', async () => {
    const at3 = { location_index: 3, setup: 60, service: 10 }
    const jobs = [
      { id: 1, ...at3 },
      { id: 2, ...at3 },
      { id: 3, ...at3 },
    ]
    const answer = await askVroom(onStreet({ jobs }))
    expect(answer.summary).toMatchObject({ setup: 60, service: 30 })
  })

  test('a break begins in its window, between two stops or on the way', async () => {
    const breaks = [{ id: 7, service: 300, time_windows: [[450, 500]] as [number, number][] }]
    const vehicles = [vehicle(1, { breaks, time_window: [0, 10_000] })]
    const answer = await askVroom(onStreet({ vehicles, jobs: [job(9)] }))
    const steps = answer.routes[0]?.steps ?? []
    expect(describeRoutes(answer)).toEqual({ 1: '(7) 9' })
    // On the way: nobody waits, and the day is the travel and the break.
    expect(answer.summary).toMatchObject({ cost: 1800, service: 300, waiting_time: 0 })
    expect(steps.at(-1)?.arrival).toBe((steps[0]?.arrival ?? 0) + 1800 + 300)
  })

  test('a break is taken on every route, even a short one', async () => {
    const breaks = [{ id: 7, service: 300, time_windows: [[5000, 5100]] as [number, number][] }]
    const answer = await askVroom(onStreet({ vehicles: [vehicle(1, { breaks })], jobs: [job(1)] }))
    expect(answer.summary.unassigned).toBe(0)
    expect(answer.routes[0]?.steps.filter(({ type }) => type === 'break')).toHaveLength(1)
  })

  test('breaks are taken in the order in which their windows close', async () => {
    const breaks = [
      { id: 2, service: 60, time_windows: [[1000, 1100]] as [number, number][] },
      { id: 1, service: 60, time_windows: [[300, 400]] as [number, number][] },
    ]
    const vehicles = [vehicle(1, { breaks, time_window: [0, 10_000] })]
    const answer = await askVroom(onStreet({ vehicles, jobs: [job(9)] }))
    expect(
      describeRoutes(answer)[1]
        ?.match(/\d+/g)
        ?.filter((id) => id !== '9'),
    ).toEqual(['1', '2'])
  })

  test('the load at every step fits the capacity, in every dimension', async () => {
    const vehicles = [vehicle(1, { capacity: [2, 10] }), vehicle(2, { capacity: [10, 2] })]
    const jobs = [
      job(1, { delivery: [2, 3] }),
      job(2, { delivery: [3, 2] }),
      job(3, { pickup: [1, 4] }),
    ]
    const answer = await askVroom(onStreet({ vehicles, jobs }))
    expect(answer.summary).toMatchObject({ unassigned: 0, delivery: [5, 5], pickup: [1, 4] })
    expect(describeRoutes(answer)[2]).toBe('2')
  })

  test('what is delivered makes room for what is picked up, in that order only', async () => {
    const vehicles = [vehicle(1, { capacity: [3] })]
    const jobs = [job(1, { pickup: [3] }), job(2, { delivery: [3] })]
    const answer = await askVroom(onStreet({ vehicles, jobs }))
    expect(describeRoutes(answer)).toEqual({ 1: '2 1' })
    expect(answer.routes[0]?.steps.map(({ load }) => load)).toEqual([[3], [0], [3], [3]])
  })

  test('a shipment is picked up before it is delivered, by one vehicle that can carry it', async () => {
    const shipments = [
      {
        amount: [2],
        pickup: { id: 1, location_index: 5 },
        delivery: { id: 1, location_index: 2 },
      },
    ]
    const vehicles = [vehicle(1, { capacity: [1] }), vehicle(2, { capacity: [2] })]
    const answer = await askVroom(onStreet({ vehicles, shipments }))
    expect(answer.routes).toHaveLength(1)
    expect(answer.routes[0]).toMatchObject({ vehicle: 2, delivery: [2], pickup: [2] })
    expect(answer.routes[0]?.steps.map(({ type, load }) => [type, load])).toEqual([
      ['start', [0]],
      ['pickup', [2]],
      ['delivery', [0]],
      ['end', [0]],
    ])
  })

  test('half a shipment is never served', async () => {
    const shipments = [
      {
        pickup: { id: 1, location_index: 1 },
        delivery: { id: 1, location_index: 2, time_windows: [[0, 10]] as [number, number][] },
      },
    ]
    const answer = await askVroom(onStreet({ shipments, jobs: [job(3)] }))
    expect(describeRoutes(answer)).toEqual({ 1: '3' })
    expect(answer.unassigned.map(({ type }) => type)).toEqual(['pickup', 'delivery'])
  })

  test('nobody serves more than max_tasks', async () => {
    const vehicles = [vehicle(1, { max_tasks: 2 }), vehicle(2, { max_tasks: 1 })]
    const answer = await askVroom(onStreet({ vehicles, jobs: [job(1), job(2), job(3), job(4)] }))
    expect(answer.summary.unassigned).toBe(1)
    expect(answer.unassigned[0]?.beatline.reason).toBe('MAX_STOPS')
  })

  test('nobody travels longer or farther than they may', async () => {
    const short = [vehicle(1, { max_travel_time: 1000 }), vehicle(2, { max_distance: 799 })]
    const answer = await askVroom(onStreet({ vehicles: short, jobs: [job(3), job(5), job(6)] }))
    // House 5 takes 1000 s there and back; house 6 is beyond both.
    expect(answer.unassigned).toMatchObject([{ id: 6 }])
  })

  test('a speed factor divides travel, and nothing else', async () => {
    const vehicles = [vehicle(1, { speed_factor: 2 })]
    const answer = await askVroom(onStreet({ vehicles, jobs: [job(4, { service: 100 })] }))
    // 800 s ÷ 2.
    expect(answer.summary).toMatchObject({ duration: 400, cost: 400, service: 100, distance: 800 })
  })

  test('a vehicle without an end stops at its last task', async () => {
    const vehicles = [{ id: 1, start_index: 0 }]
    const answer = await askVroom(onStreet({ vehicles, jobs: [job(2), job(9)] }))
    expect(answer.summary.cost).toBe(900)
    expect(answer.routes[0]?.steps.map(({ type }) => type)).toEqual(['start', 'job', 'job'])
  })

  test('a vehicle without a start begins at its first task', async () => {
    const vehicles = [{ id: 1, end_index: 0 }]
    const answer = await askVroom(onStreet({ vehicles, jobs: [job(2), job(9)] }))
    expect(answer.summary.cost).toBe(900)
    expect(answer.routes[0]?.steps.map(({ type }) => type)).toEqual(['job', 'job', 'end'])
  })

  test('matrices may differ by direction and by profile', async () => {
    const oneWay = [
      [0, 10, 500],
      [500, 0, 10],
      [10, 500, 0],
    ]
    const slow = oneWay.map((row) => row.map((cell) => cell * 3))
    const jobs = [job(2), job(1)]
    const vehicles = [vehicle(1, { profile: 'cart' }), vehicle(2, { profile: 'van' })]
    const answer = await askVroom({
      vehicles,
      jobs,
      matrices: { cart: { durations: slow }, van: { durations: oneWay } },
    })
    // 0 → 1 → 2 → 0 by van.
    expect(describeRoutes(answer)).toEqual({ 2: '1 2' })
    expect(answer.summary.cost).toBe(30)
  })

  test('a matrix of costs prices the legs, and times stay what they are', async () => {
    const { durations } = street(3).car
    const costs = [
      [0, 7, 1],
      [7, 0, 1],
      [7, 1, 0],
    ]
    const answer = await askVroom({
      vehicles: [vehicle(1)],
      jobs: [job(1), job(2)],
      matrices: { car: { durations, costs } },
    })
    // 0 → 2 → 1 → 0: 1 + 1 + 7; 0 → 1 → 2 → 0 would be 7 + 1 + 7.
    expect(answer.summary).toMatchObject({ cost: 9, duration: 400 })
  })

  test('given steps are where the search begins, and no rounds leave them as they are', async () => {
    const steps = [9, 1, 5].map((id) => ({ type: 'job' as const, id }))
    const start = { vehicles: [vehicle(1, { steps })], jobs: [job(1), job(5), job(9)] }
    const answer = await askVroom(onStreet(start))
    expect(answer.summary.cost).toBe(1800)
    const times = [{ type: 'start' as const, service_after: 20 }]
    const timed = { ...start, vehicles: [vehicle(1, { steps: [...times, ...steps] })] }
    expect((await askVroom(onStreet(timed))).beatline.unused).toEqual([
      '/vehicles/0/steps/0/service_after',
    ])
  })

  test('the same problem, seed and rounds give the same answer', async () => {
    const jobs = Array.from({ length: 9 }, (_, i) => job(i + 1, { service: 60 + i }))
    const vehicles = [
      vehicle(1, { time_window: [0, 1500] }),
      vehicle(2, { time_window: [0, 1500] }),
    ]
    const ask = async () => (await askVroom(onStreet({ vehicles, jobs }))).routes
    expect(await ask()).toEqual(await ask())
  })
})
