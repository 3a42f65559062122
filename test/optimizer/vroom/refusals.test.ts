import { describe, expect, test } from 'vitest'
import type { ProblemCode } from '../../../shared/problems.ts'
import { readMatrices } from '../../../server/optimizer/vroom/read-matrices.ts'
import { readRequest } from '../../../server/optimizer/vroom/read-request.ts'
import { writeProblem } from '../../../server/optimizer/vroom/write-problem.ts'
import { job, onStreet, street, vehicle } from '../support/line-street.ts'

/** What is said of a body, up to where the search would begin. */
function refuse(
  body: unknown,
): { code: ProblemCode; pointer?: string; message: string } | undefined {
  try {
    const request = readRequest(body)
    if (request.places.given) writeProblem(request, readMatrices(request))
    return undefined
  } catch (error) {
    return error as { code: ProblemCode; pointer?: string; message: string }
  }
}

const jobs = [job(1)]
const cases: [name: string, code: ProblemCode, pointer: string, body: unknown][] = [
  ['what is no object', 'optimize-invalid', '', 7],
  ['no vehicles', 'optimize-invalid', '', { jobs }],
  ['an empty fleet', 'optimize-invalid', '/vehicles', onStreet({ vehicles: [] })],
  [
    'a key nobody knows',
    'optimize-unknown-key',
    '/jobs/0/colour',
    onStreet({ jobs: [{ ...job(1), colour: 1 } as never] }),
  ],
  [
    'a key nobody knows at the top',
    'optimize-unknown-key',
    '/speed',
    { ...onStreet({ jobs }), speed: 1 },
  ],
  [
    'service times per type',
    'optimize-unsupported',
    '/jobs/0/service_per_type',
    onStreet({ jobs: [{ ...job(1), service_per_type: { van: 3 } } as never] }),
  ],
  [
    'exploration levels',
    'optimize-unsupported',
    '/options/x',
    { ...onStreet({ jobs }), options: { x: 5 } },
  ],
  [
    'a priority above 100',
    'optimize-invalid',
    '/jobs/0/priority',
    onStreet({ jobs: [job(1, { priority: 101 })] }),
  ],
  [
    'half a second',
    'optimize-invalid',
    '/jobs/0/service',
    onStreet({ jobs: [job(1, { service: 0.5 })] }),
  ],
  ['two jobs with one id', 'optimize-invalid', '/jobs/1/id', onStreet({ jobs: [job(1), job(1)] })],
  [
    'two vehicles with one id',
    'optimize-invalid',
    '/vehicles/1/id',
    onStreet({ vehicles: [vehicle(1), vehicle(1)] }),
  ],
  [
    'a window that closes before it opens',
    'optimize-invalid',
    '/jobs/0/time_windows/1',
    onStreet({
      jobs: [
        job(1, {
          time_windows: [
            [0, 1],
            [5, 4],
          ],
        }),
      ],
    }),
  ],
  [
    'a vehicle that is nowhere',
    'optimize-invalid',
    '/vehicles/0',
    onStreet({ vehicles: [{ id: 1 }] }),
  ],
  ['a job that is nowhere', 'optimize-invalid', '/jobs/0', onStreet({ jobs: [{ id: 1 }] })],
  [
    'a row that is not there',
    'optimize-invalid',
    '/jobs/0/location_index',
    onStreet({ jobs: [job(10)] }),
  ],
  [
    'a matrix that is not square',
    'optimize-invalid',
    '/matrices/car/durations/1',
    onStreet({ matrices: { car: { durations: [[0, 1], [1]] } } }),
  ],
  [
    'a profile without a matrix',
    'optimize-invalid',
    '/matrices',
    onStreet({ vehicles: [vehicle(1, { profile: 'bike' })] }),
  ],
  [
    'two prices for one vehicle',
    'optimize-invalid',
    '/jobs/0/beatline/prefer',
    onStreet({
      jobs: [
        job(1, {
          beatline: {
            prefer: [
              { vehicle: 1, price: 1 },
              { vehicle: 1, price: 2 },
            ],
          },
        }),
      ],
    }),
  ],
  [
    'a profile that every object has',
    'optimize-invalid',
    '/matrices',
    onStreet({ vehicles: [vehicle(1, { profile: 'constructor' })] }),
  ],
  [
    'a price per kilometre without distances',
    'optimize-invalid',
    '/vehicles/0/costs/per_km',
    onStreet({
      vehicles: [vehicle(1, { costs: { per_km: 1 } })],
      matrices: { car: { durations: street(2).car.durations } },
    }),
  ],
  [
    'a price per hour beside a matrix of costs',
    'optimize-invalid',
    '/vehicles/0/costs/per_hour',
    onStreet({
      vehicles: [vehicle(1, { costs: { per_hour: 1 } })],
      matrices: { car: { ...street(2).car, costs: street(2).car.durations } },
    }),
  ],
  [
    'amounts of other dimensions',
    'optimize-invalid',
    '/jobs/0',
    onStreet({ vehicles: [vehicle(1, { capacity: [1] })], jobs: [job(1, { pickup: [1, 2] })] }),
  ],
  [
    'a vehicle without capacity among others',
    'optimize-invalid',
    '/vehicles/1/capacity',
    onStreet({ vehicles: [vehicle(1, { capacity: [1] }), vehicle(2)] }),
  ],
  [
    'a load limit for breaks, outside plan mode',
    'optimize-unsupported',
    '/vehicles/0/breaks/0/max_load',
    onStreet({ vehicles: [vehicle(1, { capacity: [1], breaks: [{ id: 1, max_load: [0] }] })] }),
  ],
  [
    'a price per hour of tasks beside set-up',
    'optimize-unsupported',
    '/vehicles/0/costs/per_task_hour',
    onStreet({
      vehicles: [vehicle(1, { costs: { per_task_hour: 1 } })],
      jobs: [job(1, { setup: 1 })],
    }),
  ],
  [
    'a lock to nobody',
    'optimize-invalid',
    '/jobs/0/beatline/vehicles',
    onStreet({ jobs: [job(1, { beatline: { vehicles: [8] } })] }),
  ],
  [
    'a pair with nobody',
    'optimize-invalid',
    '/beatline/pairs/0/second',
    onStreet({
      jobs,
      beatline: { pairs: [{ first: { type: 'job', id: 1 }, second: { type: 'job', id: 2 } }] },
    }),
  ],
  [
    'two partners',
    'optimize-invalid',
    '/beatline/pairs/0/second',
    onStreet({
      jobs,
      beatline: { pairs: [{ first: { type: 'job', id: 1 }, second: { type: 'job', id: 1 } }] },
    }),
  ],
]

describe('a problem is refused by name and place', () => {
  test.each(cases)('%s', (_, code, pointer, body) => {
    expect(refuse(body)).toMatchObject({ code, pointer })
  })

  test('descriptions are free wherever there is something to describe', () => {
    const description = 'anything'
    const breaks = [{ id: 1, description }]
    const steps = [{ type: 'job' as const, id: 1, description }]
    const body = onStreet({
      description,
      jobs: [job(1, { description })],
      vehicles: [vehicle(1, { description, type: 'van', breaks, steps })],
    })
    expect(refuse(body)).toBeUndefined()
  })
})
