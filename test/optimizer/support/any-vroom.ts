import fc from 'fast-check'
import type { VroomInput, VroomJob, VroomVehicle } from '../../../shared/optimizer-input.ts'

/** The hours of these problems are [0, DAY]. */
export const DAY = 3600
const PLACES = 5

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const span = (max: number) => fc.integer({ min: 0, max })
const window = fc
  .tuple(span(DAY), span(DAY))
  .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as [number, number])
const windows = fc.array(window, { minLength: 1, maxLength: 2 })
const amounts = fc.tuple(span(3)).map((list) => [...list])
const skills = fc.subarray([1, 2])
const both = fc.constantFrom([1, 2], [1, 2], [2])

const place = {
  location_index: span(PLACES - 1),
  setup: maybe(span(100)),
  service: maybe(span(300)),
  time_windows: maybe(windows),
}
const jobs = fc
  .array(
    fc.record({
      ...place,
      delivery: maybe(amounts),
      pickup: maybe(amounts),
      skills: maybe(skills),
      priority: maybe(span(100)),
      beatline: maybe(
        fc
          .record({ price: maybe(fc.integer({ min: 1, max: 4000 })), rank: maybe(span(3)) })
          .map(tidy),
      ),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((list) => list.map((job, id) => ({ ...job, id }) as VroomJob))
const shipments = fc.array(
  fc.record({
    pickup: fc.record({ id: fc.constant(1), ...place }),
    delivery: fc.record({ id: fc.constant(1), ...place }),
    amount: maybe(amounts),
    skills: maybe(skills),
  }),
  { maxLength: 1 },
)
const breaks = fc
  .array(fc.record({ time_windows: maybe(windows), service: maybe(span(300)) }), { maxLength: 2 })
  .map((list) => list.map((rest, id) => ({ ...rest, id })))
const vehicles = fc
  .array(
    fc.record({
      ends: fc.constantFrom(['start_index', 'end_index'], ['start_index'], ['end_index']),
      home: span(PLACES - 1),
      time_window: fc.constant([0, DAY] as [number, number]),
      capacity: fc.tuple(fc.integer({ min: 1, max: 6 })).map((list) => [...list]),
      skills: both,
      breaks: maybe(breaks),
      speed_factor: maybe(fc.constantFrom(0.5, 1.25, 2)),
      max_tasks: maybe(fc.integer({ min: 1, max: 4 })),
      max_travel_time: maybe(fc.integer({ min: 300, max: DAY })),
      max_distance: maybe(fc.integer({ min: 300, max: DAY })),
      costs: maybe(fc.record({ fixed: span(500), per_hour: span(7200), per_km: span(2000) })),
    }),
    { minLength: 1, maxLength: 2 },
  )
  .map((list) =>
    list.map(({ ends, home, ...rest }, id) => {
      const places = Object.fromEntries(ends.map((key) => [key, home]))
      return { ...rest, ...places, id } as unknown as VroomVehicle
    }),
  )
const cells = fc
  .array(fc.array(span(600), { minLength: PLACES, maxLength: PLACES }), {
    minLength: PLACES,
    maxLength: PLACES,
  })
  .map((rows) => takeShortest(rows.map((row, a) => row.map((cell, b) => (a === b ? 0 : cell)))))

/** Problems of a few tasks with any mixture of what VROOM's JSON says, and some of ours. */
export const anyVroom: fc.Arbitrary<VroomInput> = fc
  .record({
    jobs,
    shipments,
    vehicles,
    matrices: fc.record({ car: fc.record({ durations: cells, distances: cells }) }),
  })
  .map((problem) => tidy(problem) as unknown as VroomInput)

/** No way round is shorter, as on roads (Floyd and Warshall): a stop left out never makes a day longer. */
function takeShortest(rows: readonly (readonly number[])[]): number[][] {
  let cells = rows.map((row) => [...row])
  for (let via = 0; via < PLACES; via++)
    cells = cells.map((row) =>
      row.map((cell, to) => Math.min(cell, (row[via] ?? 0) + (cells[via]?.[to] ?? 0))),
    )
  return cells
}

/** Without keys that have no value, as JSON has it. */
function tidy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}
