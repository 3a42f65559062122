import type { VroomViolation } from '../../../shared/optimizer.ts'
import { missWindow } from './choose-times.ts'
import type { TimedRoute } from './plan-route.ts'
import { hasSkills } from './has-skills.ts'
import type { Task } from './read-tasks.ts'
import type { FleetVehicle } from './read-vehicles.ts'
import type { RouteNode, Traveller } from './route-node.ts'

export interface RouteViolations {
  /** Per step. */
  readonly steps: readonly (readonly VroomViolation[])[]
  /** Each cause once, with its seconds added up. */
  readonly route: readonly VroomViolation[]
}

/** The rules that a route given by hand breaks, as VROOM names them. */
export function findViolations(
  traveller: Traveller,
  route: TimedRoute,
  loads: readonly (readonly number[])[],
): RouteViolations {
  const { nodes, begins } = route
  const counts = countSoFar(nodes)
  const misplaced = findMisplaced(traveller, nodes)
  const steps = nodes.map((node, i) => [
    ...missedWindow(node, begins[i] ?? Number.NaN),
    ...brokenLimits(traveller, node, loads[i] ?? [], counts[i] ?? nothing),
    ...(misplaced.has(i) ? [{ cause: 'precedence' } as const] : []),
  ])
  const taken = new Set(nodes.flatMap(({ kind, index }) => (kind === 'break' ? [index] : [])))
  const { breaks, underway } = traveller.vehicle
  // A day that begins after a break's time does not have that break.
  const isOwed = (windows: RouteNode['windows']) =>
    windows.some(([, closes]) => closes >= (underway?.departAt ?? 0))
  const isMissing = breaks.some(({ windows }, index) => !taken.has(index) && isOwed(windows))
  const missing: VroomViolation[] = isMissing ? [{ cause: 'missing_break' }] : []
  return { steps, route: mergeViolations([...steps.flat(), ...missing]) }
}

/** Each cause once, with its seconds added up. */
export function mergeViolations(violations: readonly VroomViolation[]): VroomViolation[] {
  const merged = new Map<VroomViolation['cause'], VroomViolation>()
  for (const { cause, duration } of violations) {
    const seconds = (merged.get(cause)?.duration ?? 0) + (duration ?? 0)
    merged.set(cause, duration === undefined ? { cause } : { cause, duration: seconds })
  }
  return [...merged.values()]
}

function missedWindow(node: RouteNode, begin: number): VroomViolation[] {
  const { seconds, isEarly } = missWindow(node.windows, begin)
  if (seconds === 0) return []
  return [{ cause: isEarly ? 'lead_time' : 'delay', duration: Math.round(seconds) }]
}

interface SoFar {
  readonly tasks: number
  readonly seconds: number
  readonly metres: number
}

const nothing: SoFar = { tasks: 0, seconds: 0, metres: 0 }

function countSoFar(nodes: readonly RouteNode[]): SoFar[] {
  let sums = nothing
  return nodes.map(({ kind, travel, metres }) => {
    const tasks = sums.tasks + (kind === 'task' ? 1 : 0)
    sums = { tasks, seconds: sums.seconds + travel, metres: sums.metres + metres }
    return sums
  })
}

function brokenLimits(
  { vehicle, request }: Traveller,
  node: RouteNode,
  load: readonly number[],
  soFar: SoFar,
): VroomViolation[] {
  const { capacity, max_tasks, max_travel_time, max_distance } = vehicle.given
  const isOver = (limits: readonly number[] | undefined) =>
    limits !== undefined && load.some((amount, d) => amount > (limits[d] ?? Infinity))
  const task = node.kind === 'task' ? request.tasks[node.index] : undefined
  const rest = node.kind === 'break' ? vehicle.breaks[node.index]?.given : undefined
  const broken: [VroomViolation['cause'], boolean][] = [
    ['load', isOver(capacity)],
    ['max_load', isOver(rest?.max_load)],
    ['skills', task !== undefined && !maySend(vehicle, task)],
    ['max_tasks', exceeds(soFar.tasks, max_tasks)],
    ['max_travel_time', exceeds(soFar.seconds, max_travel_time)],
    ['max_distance', exceeds(soFar.metres, max_distance)],
  ]
  return broken.flatMap(([cause, isBroken]) => (isBroken ? [{ cause }] : []))
}

/** Skills, and the vehicles that a task is locked to. */
const maySend = (vehicle: FleetVehicle, task: Task) =>
  hasSkills(vehicle, task) && task.choice?.vehicles?.includes(vehicle.given.id) !== false

const exceeds = (value: number, limit = Infinity) => value > limit

/**
 * Steps whose partner is missing, or comes in the wrong order (the second is to blame), and those
 * that come after a higher rank.
 */
function findMisplaced({ request, vehicle }: Traveller, nodes: readonly RouteNode[]): Set<number> {
  const misplaced = new Set<number>()
  const positions = new Map<number, number>()
  // What is done stays done, before everything else.
  for (const task of vehicle.underway?.done ?? []) positions.set(task, -1)
  let highest = 0
  nodes.forEach(({ kind, index }, i) => {
    if (kind !== 'task') return
    positions.set(index, i)
    const { rank } = request.tasks[index]?.given.beatline ?? {}
    if (rank !== undefined && rank < highest) misplaced.add(i)
    highest = Math.max(highest, rank ?? 0)
  })
  for (const { first, second, ordered } of request.pairs) {
    const [one, other] = [positions.get(first), positions.get(second)]
    if (one === undefined || other === undefined) misplaced.add(one ?? other ?? -1)
    else if (ordered && one > other) misplaced.add(other)
  }
  return misplaced
}
