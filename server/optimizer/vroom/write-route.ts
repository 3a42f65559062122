import type { CostTerms, VroomRoute, VroomStep } from '../../../shared/optimizer.ts'
import { carryLoads, sumAmounts } from './carry-loads.ts'
import { findViolations, type RouteViolations } from './find-violations.ts'
import { priceLateness, type TimedRoute } from './plan-route.ts'
import type { VroomRequest } from './read-request.ts'
import type { FleetVehicle } from './read-vehicles.ts'
import type { RouteNode, Traveller } from './route-node.ts'

export interface RouteOptions {
  readonly hasDistances: boolean
  /** Whether `beatline.cost_terms` is asked for. */
  readonly explain: boolean
  /** What being served by this vehicle costs on top, per task. */
  readonly preference: (task: number) => number
}

/** One route in VROOM's shape. */
export function writeRoute(
  traveller: Traveller,
  route: TimedRoute,
  { hasDistances, explain, preference }: RouteOptions,
): VroomRoute {
  const { request, vehicle } = traveller
  const { nodes } = route
  const loads = carryLoads(request, nodes, vehicle.underway?.done)
  const violations = findViolations(traveller, route, loads)
  const terms = priceRoute(traveller, route, preference)
  const steps = writeSteps(traveller, route, loads, violations, hasDistances)
  const shown = steps.filter((_, i) => isPlaced(vehicle, nodes[i]))
  const last = steps.at(-1)
  const served = nodes.flatMap((node) => (node.kind === 'task' ? [node.index] : []))
  const sum = (of: (step: VroomStep) => number) => steps.reduce((all, step) => all + of(step), 0)
  return {
    vehicle: vehicle.given.id,
    cost: Math.round(Object.values(terms).reduce((all, term) => all + term, 0)),
    setup: sum((step) => step.setup),
    service: sum((step) => step.service),
    duration: last?.duration ?? 0,
    waiting_time: sum((step) => step.waiting_time),
    priority: served.reduce((all, index) => all + (request.tasks[index]?.priority ?? 0), 0),
    ...(hasDistances && { distance: last?.distance ?? 0 }),
    ...(request.dimensions > 0 && sumAmounts(request, nodes)),
    violations: [...violations.route],
    ...describe(vehicle.given.description),
    steps: shown,
    ...(explain && { beatline: { cost_terms: terms } }),
  }
}

/** An open beginning or end is a moment, but no step. */
const isPlaced = ({ end }: FleetVehicle, node: RouteNode | undefined) =>
  node?.kind === 'end' ? end !== undefined : node?.kind !== 'start' || node.place !== undefined

/** Rounds to whole seconds so that arrivals, waiting, work and travel still add up. */
function writeSteps(
  { request, vehicle }: Traveller,
  { nodes, begins }: TimedRoute,
  loads: readonly number[][],
  violations: RouteViolations,
  hasDistances: boolean,
): VroomStep[] {
  let ready = begins[0] ?? 0
  const departure = Math.round(ready)
  let busy = 0
  let metres = 0
  return nodes.map((node, i) => {
    const begin = begins[i] ?? Number.NaN
    const arrival = Math.round(ready + (i === 0 ? 0 : node.travel))
    const waiting = Math.round(begin) - arrival
    metres += node.metres
    const step = {
      ...describeStep(request, vehicle, node),
      setup: node.setup,
      service: node.service,
      waiting_time: waiting,
      ...(request.dimensions > 0 && { load: loads[i] ?? [] }),
      arrival,
      duration: arrival - departure - busy,
      ...(hasDistances && { distance: Math.round(metres) }),
      violations: [...(violations.steps[i] ?? [])],
    }
    busy += waiting + node.setup + node.service
    ready = begin + node.setup + node.service
    return step
  })
}

function describeStep({ tasks }: VroomRequest, { given, breaks }: FleetVehicle, node: RouteNode) {
  if (node.kind === 'break') {
    const rest = breaks[node.index]?.given
    return { type: node.kind, id: rest?.id ?? 0, ...describe(rest?.description) }
  }
  if (node.kind === 'task') {
    const task = tasks[node.index]
    if (!task) throw new Error(`there is no task ${String(node.index)}`)
    const { id, description } = task.given
    const isJob = task.type === 'job'
    return {
      type: task.type,
      id,
      ...(isJob && { job: id }),
      ...describe(description),
      ...placeOf(task.given),
    }
  }
  const { underway } = given.beatline ?? {}
  if (node.kind === 'start' && underway) return { type: node.kind, ...placeOf(underway) }
  return {
    type: node.kind,
    ...placeOf({ location: given[node.kind], location_index: given[`${node.kind}_index`] }),
  }
}

/** The place as it was given. */
export function placeOf({
  location,
  location_index: row,
}: {
  readonly location?: [number, number] | undefined
  readonly location_index?: number | undefined
}) {
  return { ...(location && { location }), ...(row !== undefined && { location_index: row }) }
}

export const describe = (description: string | undefined) =>
  description === undefined ? {} : { description }

/** What a route costs, in the terms that the search adds up. */
export function priceRoute(
  { vehicle, request }: Traveller,
  route: TimedRoute,
  preference: (task: number) => number,
): CostTerms {
  const { nodes } = route
  const sum = (of: (node: RouteNode) => number) => nodes.reduce((all, node) => all + of(node), 0)
  const inTasks = (of: (node: RouteNode) => number) =>
    sum((node) => (node.kind === 'task' ? of(node) : 0))
  const { tasks, end } = priceLateness(route)
  const hours = (sum(({ travel }) => travel) + inTasks(({ service }) => service)) / 3600
  return {
    fixed: vehicle.underway ? 0 : vehicle.fixed,
    travel: sum(({ price }) => price),
    task: vehicle.perTaskSecond * inTasks(({ setup, service }) => setup + service),
    preference: inTasks(({ index }) => preference(index)),
    lateness: tasks,
    // The way home of a day without further tasks is not weighed against anything.
    overtime: nodes.some(({ kind }) => kind === 'task') ? end : 0,
    balance: (request.input.beatline?.balance ?? 0) * hours ** 2,
  }
}
