import type { TravelMatrix } from '../../solver/index.ts'
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
  { tasks, vehicles, profiles, input }: VroomRequest,
  matrices: readonly TravelMatrix[],
): PlanBounds {
  const size = matrices[0]?.size ?? 0
  const slowest = new Float64Array(size)
  const dearest = new Float64Array(size)
  profiles.forEach((profile, index) => {
    const matrix = matrices[index]
    if (!matrix) throw new Error(`there is no matrix of ${profile}`)
    const worst = worstOf(vehicles.filter((vehicle) => vehicle.profile === profile))
    const cost = costOfLeg(matrix, worst)
    for (let cell = 0; cell < size * size; cell++) {
      const seconds = matrix.durations[cell] as number
      if (seconds === Infinity || seconds > worst.reach) continue
      const from = Math.floor(cell / size)
      slowest[from] = Math.max(slowest[from] as number, seconds / worst.speed)
      dearest[from] = Math.max(dearest[from] as number, cost(from, cell % size))
    }
  })
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

/**
 * One vehicle that is as slow and as dear, and goes as far, as the worst of each: one look at every
 * leg, however many kinds of vehicles there are.
 */
function worstOf(vehicles: readonly FleetVehicle[]) {
  const most = (of: (vehicle: FleetVehicle) => number) =>
    vehicles.reduce((found, vehicle) => Math.max(found, of(vehicle)), 0)
  const speed = 1 / most((vehicle) => 1 / vehicle.speed)
  return {
    speed,
    perSecond: speed * most((vehicle) => vehicle.perSecond / vehicle.speed),
    perMetre: most(({ perMetre }) => perMetre),
    /** Seconds of the matrix. */
    reach: most((vehicle) => vehicle.speed * mostTravel(vehicle)),
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
  const perTaskSecond = vehicles.reduce((most, one) => Math.max(most, one.perTaskSecond), 0)
  return tasks.reduce((total, { choice, given, service }) => {
    const preferred = (choice?.prefer ?? []).reduce((most, { price }) => Math.max(most, price), 0)
    return (
      total +
      preferred +
      perTaskSecond * service +
      (given.beatline?.late?.per_second ?? 0) * horizon
    )
  }, 0)
}
