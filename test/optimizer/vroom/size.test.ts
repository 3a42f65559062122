import { describe, expect, test } from 'vitest'
import type { VroomInput } from '../../../shared/optimizer-input.ts'
import { checkSize } from '../../../server/optimizer/vroom/check-size.ts'
import { readRequest } from '../../../server/optimizer/vroom/read-request.ts'
import { readMatrices } from '../../../server/optimizer/vroom/read-matrices.ts'
import { writeProblem } from '../../../server/optimizer/vroom/write-problem.ts'
import { job, onStreet, vehicle } from '../support/line-street.ts'

const caps = { tasks: 3, vehicles: 3, choices: 6, skills: 8, windows: 9 }
const refusalOf = (more: Partial<VroomInput>) => {
  try {
    checkSize(readRequest(onStreet(more)), caps)
    return undefined
  } catch (error) {
    return String(error)
  }
}
const jobs = (count: number) => Array.from({ length: count }, (_, id) => job(id))
const vehicles = (count: number) => Array.from({ length: count }, (_, id) => vehicle(id))

describe('the size of a problem', () => {
  test('is bounded in tasks, vehicles, and who may serve what', () => {
    expect(refusalOf({ jobs: jobs(3), vehicles: vehicles(2) })).toBeUndefined()
    expect(refusalOf({ jobs: jobs(4) })).toContain('more than 3 tasks')
    expect(refusalOf({ jobs: jobs(1), vehicles: vehicles(4) })).toContain('more than 3 vehicles')
    expect(refusalOf({ jobs: jobs(3), vehicles: vehicles(3) })).toContain('tasks times vehicles')
    const skilled = [job(1, { skills: [1, 2, 3, 4, 5] })]
    expect(refusalOf({ jobs: skilled, vehicles: vehicles(2) })).toContain('skills of tasks')
  })

  test('is bounded in the windows of given routes, as all of them are weighed against all', () => {
    const windows = [
      [0, 1],
      [2, 3],
      [4, 5],
    ] as [number, number][]
    const given = (count: number) => ({
      options: { c: true },
      jobs: [job(1, { time_windows: windows.slice(0, count) }), job(2)],
      vehicles: [
        vehicle(1, {
          steps: [
            { type: 'job' as const, id: 1 },
            { type: 'job' as const, id: 2 },
          ],
        }),
      ],
    })
    expect(refusalOf(given(2))).toBeUndefined()
    expect(refusalOf(given(3))).toContain('more than 9 windows of steps, squared')
    expect(refusalOf({ ...given(3), options: {} })).toBeUndefined()
  })

  test('does not overflow the stack with vehicles, nor with prices of one task', () => {
    const prefer = Array.from({ length: 200_000 }, (_, vehicle) => ({ vehicle, price: 1 }))
    const fleet = vehicles(200_000)
    const request = readRequest(
      onStreet({ jobs: [job(1, { beatline: { prefer } })], vehicles: fleet }),
    )
    const { problem } = writeProblem(request, readMatrices(request))
    expect(problem.vehicles).toHaveLength(200_000)
    expect(problem.stops[0]?.prices).toHaveLength(200_000)
  })
})
