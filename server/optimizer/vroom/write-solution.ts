import type {
  SearchReport,
  VroomRoute,
  VroomSolution,
  VroomUnassigned,
} from '../../../shared/optimizer.ts'
import type { Solution } from '../../solver/index.ts'
import { mergeViolations } from './find-violations.ts'
import { timeSteps, timeTour } from './plan-route.ts'
import type { TravelTables } from './read-matrices.ts'
import type { VroomRequest } from './read-request.ts'
import { sendTraveller } from './route-node.ts'
import { describe, placeOf, writeRoute, type RouteOptions } from './write-route.ts'

/** Routes and what is in none of them: all of an answer but sums and reports. */
export interface VroomPlan {
  readonly routes: readonly VroomRoute[]
  readonly unassigned: readonly VroomUnassigned[]
}

/** What the search found, in VROOM's shape. */
export function writeSolution(
  request: VroomRequest,
  tables: TravelTables,
  { tours, unassigned }: Solution,
): VroomPlan {
  const routes = request.vehicles.flatMap((vehicle, v) => {
    const tasks = (tours[v] ?? []).slice(vehicle.underway?.done.length ?? 0)
    if (tasks.length === 0 && !vehicle.underway) return []
    const traveller = sendTraveller(request, tables, vehicle)
    // Whoever is out with nothing left to do goes home, in time or not, if there is a way.
    const route = tasks.length === 0 ? timeSteps(traveller, []) : timeTour(traveller, tasks)
    if (!route) throw new Error(`the route of vehicle ${String(vehicle.given.id)} cannot be timed`)
    if (route.nodes.some(({ travel }) => travel === Infinity)) return []
    return [writeRoute(traveller, route, optionsOf(request, tables, v))]
  })
  return {
    routes,
    unassigned: unassigned.map(({ stop, reason }) => writeUnassigned(request, stop, reason)),
  }
}

/** The routes given by hand, with their times and the rules they break. @throws VroomRefusal */
export function writeGivenRoutes(request: VroomRequest, tables: TravelTables): VroomPlan {
  const inSteps = new Set<number>()
  const routes = request.vehicles.flatMap((vehicle, v) => {
    const steps = request.steps[v] ?? []
    for (const done of vehicle.underway?.done ?? []) inSteps.add(done)
    for (const { kind, index } of steps) if (kind === 'task') inSteps.add(index)
    if (steps.length === 0) return []
    const traveller = sendTraveller(request, tables, vehicle)
    return [writeRoute(traveller, timeSteps(traveller, steps), optionsOf(request, tables, v))]
  })
  const unassigned = request.tasks.flatMap((_, task) =>
    inSteps.has(task) ? [] : [writeUnassigned(request, task, 'NOT_IN_STEPS')],
  )
  return { routes, unassigned }
}

function optionsOf(
  { tasks, input, vehicles }: VroomRequest,
  tables: TravelTables,
  v: number,
): RouteOptions {
  const id = vehicles[v]?.given.id
  return {
    hasDistances: tables.hasDistances,
    explain: input.options?.beatline?.explain === true,
    preference: (index) => {
      const task = tasks[index]
      // A whole shipment has one choice: it is paid with the pickup.
      if (!task || task.type === 'delivery') return 0
      return (
        task.choice?.prefer?.reduce((sum, one) => sum + (one.vehicle === id ? one.price : 0), 0) ??
        0
      )
    },
  }
}

function writeUnassigned({ tasks }: VroomRequest, index: number, reason: string): VroomUnassigned {
  const task = tasks[index]
  if (!task) throw new Error(`there is no task ${String(index)}`)
  const { id, description } = task.given
  return {
    id,
    type: task.type,
    ...placeOf(task.given),
    ...describe(description),
    beatline: { reason },
  }
}

/** Milliseconds of each part of the work. */
export type ComputingTimes = VroomSolution['summary']['computing_times']

/** Adds the sums of a plan. */
export function writeAnswer(
  { routes, unassigned }: VroomPlan,
  { dimensions }: VroomRequest,
  computingTimes: ComputingTimes,
  report: SearchReport,
): VroomSolution {
  const sum = (of: (route: VroomRoute) => number) =>
    routes.reduce((all, route) => all + of(route), 0)
  const amounts = (of: 'delivery' | 'pickup') =>
    Array.from({ length: dimensions }, (_, d) => sum((route) => route[of]?.[d] ?? 0))
  const hasDistances = routes.some(({ distance }) => distance !== undefined)
  return {
    code: 0,
    summary: {
      cost: sum(({ cost }) => cost),
      routes: routes.length,
      unassigned: unassigned.length,
      ...(dimensions > 0 && { delivery: amounts('delivery'), pickup: amounts('pickup') }),
      setup: sum(({ setup }) => setup),
      service: sum(({ service }) => service),
      duration: sum(({ duration }) => duration),
      waiting_time: sum((route) => route.waiting_time),
      priority: sum(({ priority }) => priority),
      ...(hasDistances && { distance: sum(({ distance }) => distance ?? 0) }),
      violations: mergeViolations(routes.flatMap(({ violations }) => violations)),
      computing_times: computingTimes,
    },
    unassigned: [...unassigned],
    routes: [...routes],
    beatline: report,
  }
}
