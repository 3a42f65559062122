import type { TravelMatrix } from '../solver.ts'
import type { FleetVehicle } from './read-vehicles.ts'
import type { VroomRequest } from './read-request.ts'

/** What no plan of a problem exceeds. */
export interface PlanBounds {
  /** Cost of a whole plan, in the unit of its prices. */
  readonly cost: number
  /** Seconds of one tour without waiting. */
  readonly seconds: number
}

/**
 * Every task is left by one leg, as is every start, so that a plan costs at most the dearest leg out
 * of each place and all prices; the same for the time of a tour.
 */
export function boundPlan(
  { tasks, vehicles, input }: VroomRequest,
  matrixOf: (vehicle: FleetVehicle) => TravelMatrix,
): PlanBounds {
  const kinds = [...new Map(vehicles.map((one) => [kindOf(one), one])).values()]
  const size = vehicles[0] ? matrixOf(vehicles[0]).size : 0
  const dearest = new Float64Array(size)
  const slowest = new Float64Array(size)
  for (const vehicle of kinds) {
    const { durations } = matrixOf(vehicle)
    const most = mostTravel(vehicle)
    const seconds = (from: number, to: number) =>
      (durations[from * size + to] as number) / vehicle.speed
    const cost = costOfLeg(matrixOf(vehicle), vehicle)
    raise(slowest, (from, to) => (seconds(from, to) > most ? Infinity : seconds(from, to)))
    raise(dearest, (from, to) => (seconds(from, to) > most ? Infinity : cost(from, to)))
  }
  const starts = vehicles.map(({ start, underway }) => underway?.from ?? start)
  const sum = (of: Float64Array) =>
    [...tasks.map(({ place }) => place), ...starts].reduce<number>(
      (total, place) => total + (place === undefined ? 0 : (of[place] as number)),
      0,
    )
  const seconds =
    sum(slowest) +
    tasks.reduce((total, { setup, service }) => total + setup + service, 0) +
    vehicles.reduce(
      (total, one) => total + one.breaks.reduce((all, rest) => all + rest.seconds, 0),
      0,
    )
  const horizon = seconds + lastMoment(tasks, vehicles)
  const balance = (input.beatline?.balance ?? 0) * vehicles.length * (seconds / 3600) ** 2
  return {
    seconds,
    cost: sum(dearest) + balance + priceVehicles(vehicles) + priceChoices(tasks, vehicles, horizon),
  }
}

/** What a vehicle pays for a leg; Infinity = no way. */
export function costOfLeg(
  { size, durations, distances, costs }: TravelMatrix,
  { speed, perSecond, perMetre }: Pick<FleetVehicle, 'speed' | 'perSecond' | 'perMetre'>,
): (from: number, to: number) => number {
  return (from, to) => {
    const cell = from * size + to
    const seconds = durations[cell] as number
    if (seconds === Infinity) return Infinity
    if (costs) return costs[cell] as number
    return (perSecond * seconds) / speed + perMetre * (distances[cell] as number)
  }
}

/** Seconds on the road beyond which a vehicle is late wherever it goes: some write “no way” as a very long one. */
function mostTravel({ given, hours: [opens, closes], underway }: FleetVehicle): number {
  const { max_travel_time: most = Infinity, beatline } = given
  const leaves = Math.min(opens, underway?.departAt ?? opens)
  return Math.min(most, closes - leaves + (beatline?.overtime?.seconds ?? 0))
}

/** Vehicles of a kind have the same legs. */
const kindOf = (vehicle: FleetVehicle) => {
  const { profile, speed, perSecond, perMetre } = vehicle
  return [profile, speed, perSecond, perMetre, mostTravel(vehicle)].join()
}

/** Raises every place to its worst leg out that can be driven. */
function raise(worst: Float64Array, legs: (from: number, to: number) => number): void {
  for (let from = 0; from < worst.length; from++)
    for (let to = 0; to < worst.length; to++) {
      const leg = legs(from, to)
      if (leg < Infinity && leg > (worst[from] as number)) worst[from] = leg
    }
}

/** The last finite moment that the problem names. */
export function lastMoment(
  tasks: VroomRequest['tasks'],
  vehicles: readonly FleetVehicle[],
): number {
  const moments = [
    ...tasks.flatMap(({ windows, given }) => [
      ...windows.map(([, closes]) => closes),
      given.beatline?.late?.after ?? 0,
    ]),
    ...vehicles.flatMap(({ hours, breaks, underway }) => [
      ...hours,
      ...breaks.flatMap(({ windows }) => windows.flat()),
      underway?.departAt ?? 0,
    ]),
  ]
  return moments.reduce((last, moment) => (moment < Infinity ? Math.max(last, moment) : last), 0)
}

const priceVehicles = (vehicles: readonly FleetVehicle[]) =>
  vehicles.reduce((total, { fixed, given }) => {
    const { seconds = 0, per_second: perSecond = 0 } = given.beatline?.overtime ?? {}
    return total + fixed + seconds * perSecond
  }, 0)

function priceChoices(
  tasks: VroomRequest['tasks'],
  vehicles: readonly FleetVehicle[],
  horizon: number,
): number {
  const perTaskSecond = Math.max(...vehicles.map((vehicle) => vehicle.perTaskSecond))
  return tasks.reduce((total, { choice, given, service }) => {
    const preferred = Math.max(0, ...(choice?.prefer ?? []).map(({ price }) => price))
    return (
      total +
      preferred +
      perTaskSecond * service +
      (given.beatline?.late?.per_second ?? 0) * horizon
    )
  }, 0)
}
