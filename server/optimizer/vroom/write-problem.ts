import type { Break, Problem, Stop, Vehicle, Window } from '../../solver/index.ts'
import { boundPlan, lastMoment } from './bound-plan.ts'
import { hasSkills } from './has-skills.ts'
import { priceTasks } from './price-tasks.ts'
import type { TravelTables } from './read-matrices.ts'
import type { VroomRequest } from './read-request.ts'
import type { Task } from './read-tasks.ts'
import type { FleetBreak, FleetVehicle } from './read-vehicles.ts'
import { VroomRefusal } from './vroom-refusal.ts'

/** The solver's problem: stops are tasks, vehicles are vehicles, in the same order. */
export interface SolverProblem {
  readonly problem: Problem
  /** The caller's time of the solver's zero. */
  readonly origin: number
}

/** @throws VroomRefusal */
export function writeProblem(request: VroomRequest, { matrices }: TravelTables): SolverProblem {
  const { tasks, vehicles, profiles, pairs, repeats, input } = request
  refuseUnsupported(request)
  const matrixIndex = (vehicle: FleetVehicle) => profiles.indexOf(vehicle.profile)
  const bounds = boundPlan(request, matrices)
  // Nobody needs to leave earlier before the first window, or be back later after the last one, than a tour is long.
  const origin = Math.max(0, Math.floor(firstMoment(request) - bounds.seconds))
  const horizon = Math.ceil(lastMoment(tasks, vehicles) + bounds.seconds) + 1
  const shift = ([opens, closes]: Window): Window => [
    Math.max(opens, origin) - origin,
    Math.min(closes, horizon) - origin,
  ]
  const prizes = priceTasks(request, bounds.cost)
  const chosen = indexVehicles(vehicles)
  const { balance } = input.beatline ?? {}
  return {
    origin,
    problem: {
      stops: tasks.map((task, index) => ({
        ...writeStop(task, index, shift, origin),
        prize: prizes[index] ?? fail(),
        ...writeChoice(task, vehicles, chosen),
      })),
      vehicles: vehicles.map((vehicle) =>
        writeVehicle(vehicle, matrixIndex(vehicle), shift, origin),
      ),
      matrices,
      ...(pairs.length > 0 && { pairs }),
      ...(repeats.length > 0 && { repeats }),
      ...(balance !== undefined && balance > 0 && { balance }),
    },
  }
}

function refuseUnsupported({ vehicles, tasks }: VroomRequest): void {
  for (const { breaks, perTaskSecond, pointer } of vehicles) {
    const limited = breaks.find(({ given }) => given.max_load)
    if (limited)
      throw new VroomRefusal(
        'optimize-unsupported',
        'Not supported outside plan mode: the most load during a break',
        `${limited.pointer}/max_load`,
      )
    if (perTaskSecond > 0 && tasks.some(({ setup }) => setup > 0))
      throw new VroomRefusal(
        'optimize-unsupported',
        'Not supported: a price per hour of tasks beside set-up times',
        `${pointer}/costs/per_task_hour`,
      )
  }
}

/** The first moment that binds anybody; nobody is bound before. */
function firstMoment({ tasks, vehicles }: VroomRequest): number {
  const moments = [
    ...tasks.flatMap(({ windows }) => windows.map(([opens]) => opens)),
    ...vehicles.flatMap(({ given, breaks, underway }) => [
      ...(given.time_window ? [given.time_window[0]] : []),
      ...(underway ? [underway.departAt] : []),
      ...breaks.flatMap(({ given: rest }) => (rest.time_windows ?? []).map(([opens]) => opens)),
    ]),
  ]
  return moments.length === 0 ? 0 : moments.reduce((first, moment) => Math.min(first, moment))
}

function writeStop(task: Task, index: number, shift: (window: Window) => Window, origin: number) {
  const { place, setup, service, windows, delivery, pickup, given } = task
  const { late, rank } = given.beatline ?? {}
  return {
    id: index,
    location: place,
    serviceSeconds: service,
    windows: windows.map(shift),
    ...(setup > 0 && { setupSeconds: setup }),
    ...(late && { late: { after: late.after - origin, perSecond: late.per_second } }),
    ...(delivery.some(isSome) && { delivery }),
    ...(pickup.some(isSome) && { pickup }),
    ...(rank !== undefined && { rank }),
  }
}

const isSome = (amount: number) => amount > 0

/** Who may serve a task, and what their service costs on top. */
function writeChoice(
  task: Task,
  vehicles: readonly FleetVehicle[],
  find: (id: number, pointer: string) => number,
): Pick<Stop, 'vehicles' | 'prices'> {
  const { choice, service, pointer } = task
  const isOf = pointer.replace(/\/(pickup|delivery)$/, '')
  const only =
    choice?.vehicles && new Set(choice.vehicles.map((id) => find(id, `${isOf}/beatline/vehicles`)))
  const may = vehicles.flatMap((vehicle, index) => {
    return hasSkills(vehicle, task) && (only?.has(index) ?? true) ? [index] : []
  })
  const prices = new Map<number, number>()
  const add = (vehicle: number, price: number) => {
    if (price > 0) prices.set(vehicle, (prices.get(vehicle) ?? 0) + price)
  }
  vehicles.forEach(({ perTaskSecond }, vehicle) => {
    add(vehicle, perTaskSecond * service)
  })
  const preferred = new Set<number>()
  for (const { vehicle, price } of choice?.prefer ?? []) {
    const index = find(vehicle, `${isOf}/beatline/prefer`)
    if (preferred.has(index))
      throw new VroomRefusal(
        'optimize-invalid',
        `vehicle ${String(vehicle)} has two prices`,
        `${isOf}/beatline/prefer`,
      )
    preferred.add(index)
    // A whole shipment has one choice: it is paid with the pickup.
    if (!pointer.endsWith('/delivery')) add(index, price)
  }
  return {
    ...(may.length < vehicles.length && { vehicles: may }),
    ...(prices.size > 0 && {
      prices: [...prices].map(([vehicle, price]) => ({ vehicle, price })),
    }),
  }
}

function writeVehicle(
  vehicle: FleetVehicle,
  matrix: number,
  shift: (window: Window) => Window,
  origin: number,
): Vehicle {
  const { given, hours, breaks, speed, perSecond, perMetre, fixed, underway } = vehicle
  return {
    id: given.id,
    shift: shift(hours),
    weights: { perSecond, perMetre },
    fixed,
    matrix,
    ...(breaks.length > 0 && { breaks: breaks.map((rest) => writeBreak(rest, shift)) }),
    ...(speed !== 1 && { speed }),
    ...writeLimits(vehicle),
    ...(underway && {
      underway: {
        done: underway.done,
        departAt: underway.departAt - origin,
        ...(underway.from !== undefined && { from: underway.from }),
      },
    }),
  }
}

function writeLimits({ given, start, end }: FleetVehicle) {
  const { capacity, max_tasks: maxStops, max_travel_time: maxTravelSeconds } = given
  const { max_distance: maxMetres, beatline: { overtime, day } = {} } = given
  return {
    ...(start !== undefined && { start }),
    ...(end !== undefined && { end }),
    ...(overtime && { overtime: { seconds: overtime.seconds, perSecond: overtime.per_second } }),
    ...(maxStops !== undefined && { maxStops }),
    ...(capacity && { capacity }),
    ...(maxTravelSeconds !== undefined && { maxTravelSeconds }),
    ...(maxMetres !== undefined && { maxMetres }),
    ...(day !== undefined && { day }),
  }
}

/** VROOM has every break of a vehicle taken on every route. */
const writeBreak = (rest: FleetBreak, shift: (window: Window) => Window): Break => ({
  windows: rest.windows.map(shift),
  seconds: rest.seconds,
  always: true,
})

function indexVehicles(vehicles: readonly FleetVehicle[]) {
  const indexes = new Map(vehicles.map(({ given }, index) => [given.id, index]))
  return (id: number, pointer: string): number => {
    const index = indexes.get(id)
    if (index === undefined)
      throw new VroomRefusal('optimize-invalid', `There is no vehicle ${String(id)}`, pointer)
    return index
  }
}

function fail(): never {
  throw new Error('a matrix or a prize is missing')
}
