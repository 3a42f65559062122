import { afterAll, expect, test } from 'vitest'
import { readMatrices } from '../../server/optimizer/vroom/read-matrices.ts'
import { readRequest } from '../../server/optimizer/vroom/read-request.ts'
import { writeGivenRoutes } from '../../server/optimizer/vroom/write-solution.ts'
import { openRouteTimer } from '../../server/optimizer/route-timer.ts'
import { job, onStreet, vehicle } from './support/line-street.ts'

const timer = openRouteTimer()
afterAll(() => timer.close())

const signal = new AbortController().signal

function request(service_at: number[]) {
  const steps = service_at.map((at, i) => ({ type: 'job' as const, id: i + 1, service_at: at }))
  const jobs = service_at.map((_, i) => job(i + 1))
  return readRequest(onStreet({ jobs, vehicles: [vehicle(1, { steps })], options: { c: true } }))
}

test('routes timed in a thread are those timed here', async () => {
  const given = request([500, 900])
  const tables = readMatrices(given)
  const timed = await timer.timeRoutes(given, tables, signal)
  expect(timed).toEqual(writeGivenRoutes(given, tables))
  expect(timed.routes[0]?.steps.map(({ arrival }) => arrival)).toContain(500)
})

test('a refusal comes back from the thread with its code and place', async () => {
  const given = request([900, 500])
  await expect(timer.timeRoutes(given, readMatrices(given), signal)).rejects.toMatchObject({
    name: 'VroomRefusal',
    code: 'optimize-steps-invalid',
    pointer: '/vehicles/0/steps',
  })
})

test('nothing is timed for who has hung up', async () => {
  const given = request([500, 900])
  await expect(
    timer.timeRoutes(given, readMatrices(given), AbortSignal.abort()),
  ).rejects.toMatchObject({ name: 'AbortError' })
})
