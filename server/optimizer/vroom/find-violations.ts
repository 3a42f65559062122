import type { VroomViolation } from '../../../shared/optimizer.ts'
import { missWindow } from './choose-times.ts'
import type { TimedRoute } from './plan-route.ts'
import { hasSkills } from './has-skills.ts'
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
  const rest = node.kind === 'break' ? vehicle.breaks[node.index]?.given : undefined
  const broken: [VroomViolation['cause'], boolean][] = [
    ['load', isOver(capacity)],
    ['max_load', isOver(rest?.max_load)],
    ['skills', !hasSkills(vehicle, request.tasks[node.kind === 'task' ? node.index : -1])],
    ['max_tasks', exceeds(soFar.tasks, max_tasks)],
    ['max_travel_time', exceeds(soFar.seconds, max_travel_time)],
    ['max_distance', exceeds(soFar.metres, max_distance)],
  ]
  return broken.flatMap(([cause, isBroken]) => (isBroken ? [{ cause }] : []))
}

const exceeds = (value: number, limit = Infinity) => value > limit

/** Steps of shipments whose other end is missing, or comes in the wrong order (the delivery is to blame). */
function findMisplaced({ request }: Traveller, nodes: readonly RouteNode[]): Set<number> {
  const positions = new Map(
    nodes.flatMap((node, i) => (node.kind === 'task' ? [[node.index, i] as const] : [])),
  )
  const misplaced = nodes.flatMap((node, i) => {
    const task = node.kind === 'task' ? request.tasks[node.index] : undefined
    if (task?.partner === undefined) return []
    const other = positions.get(task.partner)
    return other === undefined || (task.type === 'delivery' && other > i) ? [i] : []
  })
  return new Set(misplaced)
}
