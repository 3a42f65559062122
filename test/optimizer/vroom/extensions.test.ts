import { describe, expect, test } from 'vitest'
import { askVroom, describeRoutes } from '../support/ask-vroom.ts'
import { job, onStreet, vehicle } from '../support/line-street.ts'

describe('what goes beyond VROOM', () => {
  test('a task with a price is left out when serving it costs more', async () => {
    const ask = async (price: number) => {
      const jobs = [job(2), job(7, { beatline: { price } })]
      return (await askVroom(onStreet({ jobs }))).unassigned
    }
    // House 7 adds 1000 to the 400 for house 2.
    expect(await ask(1001)).toEqual([])
    expect(await ask(999)).toMatchObject([{ id: 7, beatline: { reason: 'LOWER_PRIORITY' } }])
  })

  test('a locked task goes to its vehicle, a preferred one to its own unless that costs too much', async () => {
    const vehicles = [vehicle(1), vehicle(2)]
    const jobs = [
      job(3, { beatline: { vehicles: [2] } }),
      job(4, { beatline: { prefer: [{ vehicle: 2, price: 300 }] } }),
      job(5, { beatline: { prefer: [{ vehicle: 1, price: 5 }] } }),
    ]
    const answer = await askVroom(onStreet({ vehicles, jobs }))
    // All with 2: 1000 + 300. House 4 with 1: 800 + 1000. So the preference does not pay a second trip.
    expect(describeRoutes(answer)).toEqual({ 2: expect.stringContaining('3') as string })
    expect(answer.routes[0]?.beatline?.cost_terms.preference).toBe(300)
    expect(answer.summary.cost).toBe(1300)
  })

  test('ranks fix an order', async () => {
    const jobs = [job(1, { beatline: { rank: 3 } }), job(5, { beatline: { rank: 1 } }), job(9)]
    const answer = await askVroom(onStreet({ jobs }))
    expect(describeRoutes(answer)[1]?.indexOf('5')).toBeLessThan(
      describeRoutes(answer)[1]?.indexOf('1') ?? 0,
    )
  })

  test('being late has a price that is weighed against the way', async () => {
    const late = { after: 100, per_second: 1 }
    const jobs = [job(2, { service: 10, beatline: { late } }), job(1, { service: 600 })]
    const answer = await askVroom(onStreet({ jobs }))
    // House 2 first, 100 s late; after house 1 it would be 700 s late.
    expect(describeRoutes(answer)).toEqual({ 1: '2 1' })
    expect(answer.summary.cost).toBe(500)
    expect(answer.routes[0]?.beatline?.cost_terms).toMatchObject({ travel: 400, lateness: 100 })
  })

  test('overtime is possible at its price, up to its length', async () => {
    const overtime = { seconds: 100, per_second: 2 }
    const vehicles = [vehicle(1, { time_window: [0, 550], beatline: { overtime } })]
    const jobs = [job(3), job(5)]
    const answer = await askVroom(onStreet({ vehicles, jobs }))
    // House 3 takes until 600: 50 s over. House 5 would take until 1000.
    expect(describeRoutes(answer)).toEqual({ 1: '3' })
    expect(answer.summary.cost).toBe(700)
  })

  test('pairs go together, or not at all', async () => {
    const vehicles = [vehicle(1, { max_tasks: 1 }), vehicle(2, { skills: [1] })]
    const jobs = [job(1), job(2, { skills: [1] })]
    const pairs = [
      {
        first: { type: 'job' as const, id: 2 },
        second: { type: 'job' as const, id: 1 },
        ordered: true,
      },
    ]
    const answer = await askVroom(onStreet({ vehicles, jobs, beatline: { pairs } }))
    expect(describeRoutes(answer)).toEqual({ 2: '2 1' })
  })

  test('repeats keep their days apart', async () => {
    const vehicles = [0, 1, 2].map((day) => vehicle(day + 1, { beatline: { day } }))
    const jobs = [1, 2].map((id) => ({ id, location_index: 4 }))
    const tasks = jobs.map(({ id }) => ({ type: 'job' as const, id }))
    const repeats = [{ tasks, min_days: 2 }]
    const answer = await askVroom(onStreet({ vehicles, jobs, beatline: { repeats } }))
    expect(Object.keys(describeRoutes(answer))).toEqual(['1', '3'])
  })

  test('balance shares work that one could do alone', async () => {
    const vehicles = [vehicle(1), vehicle(2)]
    const jobs = [job(1, { service: 3600 }), job(2, { service: 3600 })]
    const answer = await askVroom(onStreet({ vehicles, jobs, beatline: { balance: 1000 } }))
    expect(answer.routes).toHaveLength(2)
    expect(answer.routes[0]?.beatline?.cost_terms.balance).toBeGreaterThan(1000)
  })

  test('given routes with repeats too near, or with what another has done, are refused by name', async () => {
    const steps = (...ids: number[]) => ids.map((id) => ({ type: 'job' as const, id }))
    const one = { type: 'job' as const, id: 1 }
    const two = { type: 'job' as const, id: 2 }
    const days = (first: number, second: number) => [
      vehicle(1, { steps: steps(1), beatline: { day: first } }),
      vehicle(2, { steps: steps(2), beatline: { day: second } }),
    ]
    const beatline = { repeats: [{ tasks: [one, two], min_days: 2 }] }
    const ask = (vehicles: ReturnType<typeof days>) =>
      askVroom(onStreet({ vehicles, jobs: [job(1), job(2)], beatline }))
    await expect(ask(days(0, 2))).resolves.toMatchObject({ summary: { unassigned: 0 } })
    await expect(ask(days(0, 1))).rejects.toMatchObject({
      code: 'optimize-steps-invalid',
      pointer: '/vehicles/0/steps',
      message: 'the given route breaks a rule: repeats are too near',
    })
    const underway = { done: [one], depart_at: 0 }
    await expect(
      ask([vehicle(1, { beatline: { underway } }), vehicle(2, { steps: steps(1) })]),
    ).rejects.toMatchObject({
      pointer: '/vehicles/1/steps',
      message: 'the given route breaks a rule: a task is done by another vehicle',
    })
  })

  test('a day under way with nothing left goes home, even late', async () => {
    const underway = { done: [{ type: 'job' as const, id: 1 }], depart_at: 5000, location_index: 8 }
    const late = vehicle(1, { time_window: [0, 5100], beatline: { underway } })
    const answer = await askVroom(onStreet({ vehicles: [late], jobs: [job(1)] }))
    expect(answer.summary).toMatchObject({
      cost: 800,
      routes: 1,
      violations: [{ cause: 'delay', duration: 700 }],
    })
    expect(answer.routes[0]?.steps.map(({ arrival }) => arrival)).toEqual([5000, 5800])
  })

  test('a day under way goes on from where it is', async () => {
    const underway = { done: [{ type: 'job' as const, id: 1 }], depart_at: 5000, location_index: 8 }
    const vehicles = [
      vehicle(1, { time_window: [0, 10_000], costs: { fixed: 77 }, beatline: { underway } }),
    ]
    const answer = await askVroom(onStreet({ vehicles, jobs: [job(1), job(9)] }))
    // 8 → 9 → 0; the fixed price is paid, and house 1 is done.
    expect(answer.summary.cost).toBe(1000)
    expect(answer.routes[0]?.steps.map(({ type, id, arrival }) => [type, id, arrival])).toEqual([
      ['start', undefined, 5000],
      ['job', 9, 5100],
      ['end', undefined, 6000],
    ])
  })
})
