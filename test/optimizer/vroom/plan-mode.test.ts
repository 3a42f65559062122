import { describe, expect, test } from 'vitest'
import type { VroomInput, VroomVehicle, VroomVehicleStep } from '../../../shared/optimizer-input.ts'
import { readRequest } from '../../../server/optimizer/vroom/read-request.ts'
import { askVroom } from '../support/ask-vroom.ts'
import { job, onStreet, vehicle } from '../support/line-street.ts'

const jobs = (...ids: number[]): VroomVehicleStep[] => ids.map((id) => ({ type: 'job', id }))

/** The one route of a vehicle that follows its steps. */
async function follow(
  steps: VroomVehicleStep[],
  more: Partial<VroomInput>,
  rules: Partial<VroomVehicle> = {},
) {
  const input = onStreet({
    ...more,
    vehicles: [vehicle(1, { steps, ...rules })],
    options: { c: true },
  })
  const answer = await askVroom(input)
  const [route] = answer.routes
  if (!route) throw new Error('there is no route')
  return { answer, route, causes: route.violations.map(({ cause }) => cause) }
}

describe('plan mode', () => {
  test('keeps the order given, however long, and breaks nothing of itself', async () => {
    const { route, answer } = await follow(jobs(9, 1), { jobs: [job(1), job(9), job(4)] })
    expect(route.steps.map(({ id }) => id)).toEqual([undefined, 9, 1, undefined])
    expect(route).toMatchObject({ cost: 1800, violations: [] })
    expect(answer.unassigned).toMatchObject([{ id: 4, beatline: { reason: 'NOT_IN_STEPS' } }])
  })

  test('times what is given to the fewest seconds outside windows', async () => {
    const rules = { time_window: [1000, 5000] as [number, number] }
    const given = {
      jobs: [
        job(3, { time_windows: [[900, 1100]] }),
        job(6, { time_windows: [[1150, 1200]] }),
        job(7, { time_windows: [[1250, 1300]] }),
        job(9, { time_windows: [[0, 100]] }),
      ],
    }
    const { route } = await follow(jobs(3, 6, 7, 9), given, rules)
    // Leaving a second earlier costs one of lead time and saves three of delay, until houses 6 and 7 are in time at
    // 1200 and 1300; from there on it would cost two, house 3 being too early as well, and save one.
    expect(route.steps.map(({ arrival }) => arrival)).toEqual([600, 900, 1200, 1300, 1500, 2400])
    expect(route.violations).toEqual([
      { cause: 'lead_time', duration: 400 },
      { cause: 'delay', duration: 1400 },
    ])
  })

  test('keeps the hard times of steps', async () => {
    const steps = [
      { type: 'start' as const },
      { type: 'job' as const, id: 1, service_at: 500 },
      { type: 'job' as const, id: 2, service_after: 800, service_before: 900 },
    ]
    const { route } = await follow(steps, {
      jobs: [job(1), job(2, { time_windows: [[0, 700]] })],
    })
    expect(route.steps.map(({ arrival, waiting_time }) => arrival + waiting_time)).toEqual([
      400, 500, 800, 1000,
    ])
    expect(route.violations).toEqual([{ cause: 'delay', duration: 100 }])
  })

  test('refuses hard times that exclude each other', async () => {
    const steps = [
      { type: 'job' as const, id: 1, service_at: 500 },
      { type: 'job' as const, id: 2, service_before: 599 },
    ]
    await expect(follow(steps, { jobs: [job(1), job(2)] })).rejects.toMatchObject({
      code: 'optimize-steps-invalid',
      pointer: '/vehicles/0/steps',
    })
  })

  test('names skills, number of tasks, travel and distance', async () => {
    const rules = { skills: [1], max_tasks: 1, max_travel_time: 1000, max_distance: 700 }
    const given = { jobs: [job(5, { skills: [1, 2] }), job(6)] }
    const { route, causes } = await follow(jobs(5, 6), given, rules)
    expect(causes).toEqual(['skills', 'max_tasks', 'max_travel_time', 'max_distance'])
    expect(route.steps.map(({ violations }) => violations.map(({ cause }) => cause))).toEqual([
      [],
      ['skills'],
      ['max_tasks'],
      ['max_tasks', 'max_travel_time', 'max_distance'],
    ])
  })

  test('names a break that is missing, and a load that is too much for one', async () => {
    const breaks = [
      { id: 1, service: 60, max_load: [0] },
      { id: 2, service: 60 },
    ]
    const steps = [...jobs(1), { type: 'break' as const, id: 1 }, ...jobs(2)]
    const given = { jobs: [job(1, { delivery: [1] }), job(2, { delivery: [1] })] }
    const { route, causes } = await follow(steps, given, { breaks, capacity: [5] })
    expect(causes).toEqual(['max_load', 'missing_break'])
    expect(route.steps.map(({ type, load }) => [type, load])).toEqual([
      ['start', [2]],
      ['job', [1]],
      ['break', [1]],
      ['job', [0]],
      ['end', [0]],
    ])
  })

  test('interrupts a leg for a break in its window', async () => {
    const breaks = [{ id: 1, service: 60, time_windows: [[450, 460]] as [number, number][] }]
    const steps = [
      { type: 'start' as const, service_at: 0 },
      { type: 'break' as const, id: 1 },
      ...jobs(9),
    ]
    const { route } = await follow(steps, { jobs: [job(9)] }, { breaks })
    expect(route.violations).toEqual([])
    expect(route.steps.map(({ arrival, duration }) => [arrival, duration])).toEqual([
      [0, 0],
      [450, 450],
      [960, 900],
      [1860, 1800],
    ])
  })

  test('names shipments in the wrong order, and halves of them', async () => {
    const shipments = [1, 2].map((id) => ({
      pickup: { id, location_index: id },
      delivery: { id, location_index: id + 2 },
    }))
    const steps: VroomVehicleStep[] = [
      { type: 'delivery', id: 1 },
      { type: 'pickup', id: 1 },
      { type: 'pickup', id: 2 },
    ]
    const { route } = await follow(steps, { shipments })
    expect(route.steps.map(({ violations }) => violations.length)).toEqual([0, 1, 0, 1, 0])
    expect(route.violations).toEqual([{ cause: 'precedence' }])
  })

  test('names locks, ranks and pairs that are not kept, and tasks done are not left out', async () => {
    const ref = (id: number) => ({ type: 'job' as const, id })
    const of = (...ids: number[]) => ids.map(ref)
    const done = { done: of(2), depart_at: 0 }
    const body = onStreet({
      vehicles: [
        vehicle(1, { steps: of(3, 4, 5), beatline: { underway: done } }),
        vehicle(2, { steps: of(6) }),
      ],
      jobs: [
        job(2),
        job(3, { beatline: { rank: 2 } }),
        job(4, { beatline: { rank: 1 } }),
        job(5, { beatline: { vehicles: [2] } }),
        job(6),
      ],
      beatline: {
        pairs: [
          { first: ref(2), second: ref(3), ordered: true },
          { first: ref(5), second: ref(6) },
        ],
      },
      options: { c: true },
    })
    const answer = await askVroom(body)
    const broken = answer.routes.flatMap(({ steps }) =>
      steps.flatMap(({ id, violations }) =>
        violations.map(({ cause }) => `${String(id)} ${cause}`),
      ),
    )
    // 2 is done and comes before 3; 5 and 6 are apart.
    expect(broken).toEqual(['4 precedence', '5 skills', '5 precedence', '6 precedence'])
    expect(answer.unassigned).toEqual([])
    // The same as the beginning of a search is refused, not mended in silence.
    await expect(askVroom({ ...body, options: {} })).rejects.toMatchObject({
      code: 'optimize-steps-invalid',
      pointer: '/vehicles/0/steps',
    })
  })

  test('leaves out vehicles without steps', async () => {
    const vehicles = [vehicle(1), vehicle(2, { steps: jobs(3) })]
    const answer = await askVroom(onStreet({ vehicles, jobs: [job(3)], options: { c: true } }))
    expect(answer.routes.map((route) => route.vehicle)).toEqual([2])
  })
})

describe('steps', () => {
  test.each([
    ['a task that is not there', jobs(4), '/vehicles/0/steps/0'],
    ['a task twice', jobs(1, 1), '/vehicles/0/steps/1'],
    ['two starts', [{ type: 'start' as const }, { type: 'start' as const }], '/vehicles/0/steps/1'],
    ['a start in the middle', [...jobs(1), { type: 'start' as const }], '/vehicles/0/steps/1'],
    ['a break that is not there', [{ type: 'break' as const, id: 1 }], '/vehicles/0/steps/0'],
    ['no id', [{ type: 'job' as const }], '/vehicles/0/steps/0'],
  ])('refuse %s', (_, steps, pointer) => {
    expect(() =>
      readRequest(onStreet({ jobs: [job(1)], vehicles: [vehicle(1, { steps })] })),
    ).toThrow(expect.objectContaining({ code: 'optimize-invalid', pointer }) as Error)
  })
})
