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
  refuseDoneElsewhere(request)
  refuseNearRepeats(request)
  return request.vehicles.map((vehicle, v) => {
    const done = vehicle.underway?.done ?? []
    const isDone = new Set(done)
    const tasks = tasksOf(request.steps[v]).filter((task) => !isDone.has(task))
    if (tasks.length === 0) return done
    const traveller = sendTraveller(request, tables, vehicle)
    const route = timeTour(traveller, tasks)
    const broken = route ? firstBroken(traveller, route, done) : 'delay'
    if (broken !== undefined) refuse(vehicle, broken)
    return [...done, ...tasks]
  })
}

/** A task that is done is served already, and by one vehicle. */
function refuseDoneElsewhere({ vehicles, steps }: VroomRequest): void {
  const doneBy = new Map(
    vehicles.flatMap(({ underway }, v) => (underway?.done ?? []).map((task) => [task, v])),
  )
  steps.forEach((given, v) => {
    for (const task of tasksOf(given))
      if ((doneBy.get(task) ?? v) !== v) refuse(vehicles[v], 'a task is done by another vehicle')
  })
}

/** Of repeats too near each other one at least is in the steps: what is done is as near as it is. */
function refuseNearRepeats({ vehicles, steps, repeats }: VroomRequest): void {
  const doneBy = new Map<number, number>()
  const givenTo = new Map<number, number>()
  vehicles.forEach(({ underway }, v) => {
    for (const task of underway?.done ?? []) doneBy.set(task, v)
    for (const task of tasksOf(steps[v])) if (!doneBy.has(task)) givenTo.set(task, v)
  })
  const dayOf = (v: number) => vehicles[v]?.given.beatline?.day ?? 0
  for (const { stops, minDays } of repeats) {
    const served = stops
      .flatMap((stop) => {
        const v = doneBy.get(stop) ?? givenTo.get(stop)
        return v === undefined ? [] : [{ v, day: dayOf(v), isGiven: !doneBy.has(stop) }]
      })
      .sort((a, b) => a.day - b.day)
    for (const [i, one] of served.entries())
      for (const other of served.slice(i + 1)) {
        if (other.day - one.day >= minDays) break
        if (one.isGiven || other.isGiven)
          refuse(vehicles[one.isGiven ? one.v : other.v], 'repeats are too near')
      }
  }
}

const tasksOf = (steps: VroomRequest['steps'][number] = []) =>
  steps.flatMap(({ kind, index }) => (kind === 'task' ? [index] : []))

function refuse(vehicle: VroomRequest['vehicles'][number] | undefined, rule: string): never {
  throw new VroomRefusal(
    'optimize-steps-invalid',
    `the given route breaks a rule: ${rule}`,
    `${vehicle?.pointer ?? ''}/steps`,
  )
}

function firstBroken(traveller: Traveller, route: TimedRoute, done: readonly number[]) {
  const loads = carryLoads(traveller.request, route.nodes, done)
  return findViolations(traveller, route, loads).route[0]?.cause
}
