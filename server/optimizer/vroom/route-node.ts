import type { TravelMatrix, Window } from '../../solver/index.ts'
import { costOfLeg } from './bound-plan.ts'
import type { TravelTables } from './read-matrices.ts'
import type { VroomRequest } from './read-request.ts'
import type { GivenStep } from './read-steps.ts'
import type { Task } from './read-tasks.ts'
import type { FleetVehicle } from './read-vehicles.ts'

/** One step of a route: what happens there, and the travel since the step before. Times are the caller's. */
export interface RouteNode {
  readonly kind: GivenStep['kind']
  /** Of the task, or of the break in the vehicle's list. */
  readonly index: number
  /** Row of the matrices; of a break and of an open end the place before. */
  readonly place: number | undefined
  /** When it should begin; empty = at any time. */
  readonly windows: readonly Window[]
  /** When it must begin. */
  readonly earliest: number
  readonly latest: number
  /** Beginning after costs so much a second. */
  readonly late: { readonly after: number; readonly perSecond: number } | undefined
  readonly setup: number
  readonly service: number
  /** Seconds of the leg to here, metres, and their price; a break has part of the leg to the next place. */
  readonly travel: number
  readonly metres: number
  readonly price: number
}

/** A vehicle and all that its routes are made of. */
export interface Traveller {
  readonly request: VroomRequest
  readonly vehicle: FleetVehicle
  readonly matrix: TravelMatrix
  readonly legPrice: (from: number, to: number) => number
}

export function sendTraveller(
  request: VroomRequest,
  { matrices }: TravelTables,
  vehicle: FleetVehicle,
): Traveller {
  const matrix = matrices[request.profiles.indexOf(vehicle.profile)]
  if (!matrix) throw new Error(`there is no matrix of ${vehicle.profile}`)
  return { request, vehicle, matrix, legPrice: costOfLeg(matrix, vehicle) }
}

/** A step that stays where it is put, before breaks are placed. */
export type Stay = Pick<GivenStep, 'kind' | 'index'> & Partial<GivenStep>

/** Turns steps into nodes; all the travel of a leg comes after its breaks, until `splitLegs` moves it. */
export function layNodes(traveller: Traveller, stays: readonly Stay[]): RouteNode[] {
  const { matrix, vehicle, legPrice } = traveller
  let place: number | undefined
  return stays.map((stay) => {
    const node = describeStay(traveller, stay)
    const to = stay.kind === 'break' ? undefined : node.place
    const from = place
    const moves = from !== undefined && to !== undefined
    const cell = moves ? from * matrix.size + to : 0
    if (to !== undefined) place = to
    return {
      ...node,
      place,
      setup: moves && from === to ? 0 : node.setup,
      travel: moves ? (matrix.durations[cell] as number) / vehicle.speed : 0,
      metres: moves ? (matrix.distances[cell] as number) : 0,
      price: moves ? legPrice(from, to) : 0,
    }
  })
}

type Described = Omit<RouteNode, 'travel' | 'metres' | 'price'>

function describeStay(traveller: Traveller, stay: Stay): Described {
  const { kind, index, earliest = 0, latest = Infinity } = stay
  const basis = { kind, index, earliest, latest, late: undefined, setup: 0, service: 0 }
  switch (kind) {
    case 'start':
      return { ...basis, ...describeStart(traveller) }
    case 'task':
      return { ...basis, ...describeTask(traveller.request.tasks[index] ?? fail()) }
    case 'break': {
      const { windows, seconds } = traveller.vehicle.breaks[index] ?? fail()
      return { ...basis, place: undefined, windows, service: seconds }
    }
    case 'end':
      return { ...basis, ...describeEnd(traveller.vehicle) }
  }
}

function describeTask({ place, windows, setup, service, given }: Task) {
  const { late } = given.beatline ?? {}
  return {
    place,
    windows,
    setup,
    service,
    late: late && { after: late.after, perSecond: late.per_second },
  }
}

function describeStart({ request, vehicle }: Traveller) {
  const { underway, start, hours } = vehicle
  if (!underway) return { place: start, windows: [hours] }
  const { departAt } = underway
  return {
    place: placeUnderway(request, vehicle),
    windows: [],
    earliest: departAt,
    latest: departAt,
  }
}

function describeEnd({ end, hours: [opens, closes], given }: FleetVehicle) {
  const { overtime } = given.beatline ?? {}
  return {
    place: end,
    windows: [[opens, closes + (overtime?.seconds ?? 0)] as const],
    late: overtime && { after: closes, perSecond: overtime.per_second },
  }
}

function fail(): never {
  throw new Error('a step of nothing')
}

function placeUnderway(
  { tasks }: VroomRequest,
  { underway, start }: FleetVehicle,
): number | undefined {
  const last = underway?.done.at(-1)
  return underway?.from ?? (last === undefined ? start : tasks[last]?.place)
}
