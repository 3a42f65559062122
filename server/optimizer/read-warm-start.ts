import { carryLoads } from './vroom/carry-loads.ts'
import { findViolations } from './vroom/find-violations.ts'
import { timeTour, type TimedRoute } from './vroom/plan-route.ts'
import type { TravelTables } from './vroom/read-matrices.ts'
import type { VroomRequest } from './vroom/read-request.ts'
import { sendTraveller, type Traveller } from './vroom/route-node.ts'
import { VroomRefusal } from './vroom/vroom-refusal.ts'

/**
 * The plan to begin from, from the tasks of all `steps`; undefined when none are given. As in VROOM,
 * it keeps every rule or the request is refused.
 * @throws VroomRefusal optimize-steps-invalid
 */
export function readWarmStart(
  request: VroomRequest,
  tables: TravelTables,
): (readonly number[])[] | undefined {
  if (request.steps.every((steps) => steps === undefined)) return undefined
  return request.vehicles.map((vehicle, v) => {
    const done = vehicle.underway?.done ?? []
    const given = (request.steps[v] ?? []).flatMap(({ kind, index }) =>
      kind === 'task' ? [index] : [],
    )
    const tasks = given.filter((task) => !done.includes(task))
    if (tasks.length === 0) return done
    const traveller = sendTraveller(request, tables, vehicle)
    const route = timeTour(traveller, tasks)
    const broken = route ? firstBroken(traveller, route, done) : 'delay'
    if (broken !== undefined)
      throw new VroomRefusal(
        'optimize-steps-invalid',
        `the given route breaks a rule: ${broken}`,
        `${vehicle.pointer}/steps`,
      )
    return [...done, ...tasks]
  })
}

function firstBroken(traveller: Traveller, route: TimedRoute, done: readonly number[]) {
  const loads = carryLoads(traveller.request, route.nodes, done)
  return findViolations(traveller, route, loads).route[0]?.cause
}
