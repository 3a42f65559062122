import type { Problem, Solution, Stop, Vehicle } from './problem.ts'

/**
 * Recomputes a solution from the problem alone, in the plainest way and sharing no code with the
 * search, and throws an Error naming the first rule broken: every stop exactly once, only by those
 * allowed, windows, shift, break, number of stops, capacity, done stops in place, and the cost.
 */
export function check(problem: Problem, solution: Solution): void {
  claim(solution.tours.length === problem.vehicles.length, 'one tour per vehicle')
  checkPartition(problem, solution)
  let cost = 0
  problem.vehicles.forEach((vehicle, v) => {
    cost += checkTour(problem, vehicle, v, solution.tours[v] ?? [])
  })
  for (const { stop } of solution.unassigned) cost += lookUp(problem, stop).prize
  const same =
    cost === solution.cost || Math.abs(cost - solution.cost) <= 1e-9 * (1 + Math.abs(cost))
  claim(same, `the cost is ${cost}, not ${solution.cost}`)
}

/** Checks one tour and returns what it costs. */
function checkTour(problem: Problem, vehicle: Vehicle, v: number, tour: readonly number[]): number {
  const done = vehicle.underway?.done ?? []
  claim(
    done.every((stop, i) => tour[i] === stop),
    `the stops vehicle ${v} has done stand at the head of its tour`,
  )
  const stops = tour.map((stop) => lookUp(problem, stop))
  checkLimits(vehicle, v, stops, done.length)
  const from = vehicle.underway?.from ?? stops[done.length - 1]?.location ?? vehicle.start
  const ahead = stops.slice(done.length)
  const places = [from, ...ahead.map((stop) => stop.location), vehicle.end]
  const price = priceOf(problem, places)
  if (ahead.length > 0) {
    claim(canDrive(problem, vehicle, places, ahead), `vehicle ${v} keeps its times`)
    return price + (vehicle.underway ? 0 : (vehicle.fixed ?? 0))
  }
  // Whoever is out comes home, in time or not; where there is no way, nothing is counted.
  return vehicle.underway && price < Infinity ? price : 0
}

function checkPartition(problem: Problem, { tours, unassigned }: Solution): void {
  const seen = [...tours.flat(), ...unassigned.map(({ stop }) => stop)].sort((a, b) => a - b)
  claim(
    seen.length === problem.stops.length && seen.every((stop, i) => stop === i),
    'every stop is in one tour or left out, once',
  )
}

function checkLimits(vehicle: Vehicle, v: number, stops: readonly Stop[], done: number): void {
  claim(
    stops.slice(done).every((stop) => !stop.vehicles || stop.vehicles.includes(v)),
    `vehicle ${v} serves only stops it may serve`,
  )
  // What was done before the search may already exceed a limit; nothing may be added then.
  if (stops.length === done) return
  const demand = stops.reduce((sum, stop) => sum + (stop.demand ?? 0), 0)
  claim(stops.length <= (vehicle.maxStops ?? Infinity), `vehicle ${v} keeps to its number of stops`)
  claim(demand <= (vehicle.capacity ?? Infinity), `vehicle ${v} keeps to its capacity`)
}

/** Tries every leg for the break, and none. `places` has one more than `stops` at either end. */
function canDrive(
  problem: Problem,
  vehicle: Vehicle,
  places: readonly number[],
  stops: readonly Stop[],
): boolean {
  const departAt = vehicle.underway?.departAt ?? vehicle.shift[0]
  const rest = vehicle.break
  const onTime = (finish: number) => finish <= vehicle.shift[1]
  const withoutBreak = drive(problem, places, stops, departAt, vehicle)
  if (!rest || departAt > rest.window[1]) return onTime(withoutBreak)
  if (onTime(withoutBreak) && withoutBreak <= rest.window[1]) return true
  return places.some((_, leg) => onTime(drive(problem, places, stops, departAt, vehicle, leg)))
}

/** Finish of the day with the break on a leg (1 = the first) or none; Infinity when it cannot be. */
function drive(
  problem: Problem,
  places: readonly number[],
  stops: readonly Stop[],
  departAt: number,
  vehicle: Vehicle,
  breakLeg?: number,
): number {
  if (breakLeg === 0) return Infinity
  let clock = departAt
  for (let i = 1; i < places.length; i++) {
    const travel = legOf(problem.durations, problem, places, i)
    clock = i === breakLeg ? restOnLeg(vehicle, clock, travel) : clock + travel
    const stop = stops[i - 1]
    if (stop) clock = serve(stop, clock)
  }
  return clock
}

function restOnLeg(vehicle: Vehicle, clock: number, travel: number): number {
  if (!vehicle.break) return Infinity
  const { seconds, window } = vehicle.break
  const ways = [
    { at: Math.max(clock + travel, window[0]), still: 0 },
    { at: Math.max(clock, window[0]), still: travel },
  ]
  return Math.min(
    Infinity,
    ...ways.filter(({ at }) => at <= window[1]).map(({ at, still }) => at + seconds + still),
  )
}

function serve(stop: Stop, arrival: number): number {
  const windows = stop.windows.length > 0 ? stop.windows : [[0, Infinity] as const]
  const starts = windows
    .filter(([, closes]) => arrival <= closes)
    .map(([opens]) => Math.max(opens, arrival))
  return Math.min(Infinity, ...starts) + stop.serviceSeconds
}

function priceOf(problem: Problem, places: readonly number[]): number {
  const weights = problem.weights ?? { perSecond: 1, perMetre: 0.02 }
  let price = 0
  for (let i = 1; i < places.length; i++) {
    price += weights.perSecond * legOf(problem.durations, problem, places, i)
    if (weights.perMetre > 0)
      price += weights.perMetre * legOf(problem.distances, problem, places, i)
  }
  return price
}

function legOf(
  matrix: Float64Array | Int32Array,
  problem: Problem,
  places: readonly number[],
  i: number,
): number {
  return (
    matrix[(places[i - 1] ?? Number.NaN) * problem.size + (places[i] ?? Number.NaN)] ?? Infinity
  )
}

function lookUp(problem: Problem, stop: number): Stop {
  const found = problem.stops[stop]
  if (!found) throw new Error(`Check failed: stop ${stop} exists`)
  return found
}

function claim(holds: boolean, rule: string): void {
  if (!holds) throw new Error(`Check failed: ${rule}`)
}
