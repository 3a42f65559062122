import type {
  Break,
  Pair,
  Problem,
  Repeat,
  Stop,
  TravelMatrix,
  Vehicle,
  Window,
} from './problem.ts'

/** Throws a RangeError saying what is wrong with a problem, before anything is computed from it. */
export function validateProblem(problem: Problem): void {
  const { matrices, stops, vehicles, pairs = [], repeats = [], balance = 0 } = problem
  const size = matrices[0]?.size
  demand(size !== undefined, 'there must be a matrix')
  matrices.forEach((matrix, m) => {
    validateMatrix(matrix, size ?? 0, `matrix ${m}`)
  })
  const isPlace = (place: number) => isIndex(place, size ?? 0)
  const isStop = (stop: number) => isIndex(stop, stops.length)
  stops.forEach((stop, s) => {
    validateStop(stop, `stop ${s}`, isPlace)
    for (const { vehicle } of stop.prices ?? [])
      demand(isIndex(vehicle, vehicles.length), `stop ${s}: a price must be of a vehicle`)
  })
  vehicles.forEach((vehicle, v) => {
    validateVehicle(vehicle, `vehicle ${v}`, isPlace)
    demand(isIndex(vehicle.matrix ?? 0, matrices.length), `vehicle ${v}: matrix must be an index`)
  })
  validatePairs(pairs, isStop)
  for (const repeat of repeats) validateRepeat(repeat, isStop)
  demand(isSpan(balance), 'balance must be finite and not negative')
  const done = vehicles.flatMap((vehicle) => vehicle.underway?.done ?? [])
  demand(new Set(done).size === done.length, 'a stop must not be done twice')
  demand(done.every(isStop), 'a done stop must exist')
}

function validateMatrix(matrix: TravelMatrix, size: number, name: string): void {
  const { durations, distances, costs } = matrix
  const isWhole = (list: ArrayLike<number>) => list.length === size * size
  demand(matrix.size === size, `${name}: all matrices must be of one size`)
  demand(isWhole(durations), `${name}: durations must hold size × size entries`)
  demand(isWhole(distances), `${name}: distances must hold size × size entries`)
  demand(!costs || isWhole(costs), `${name}: costs must hold size × size entries`)
  const isPositive = (value: number) => value >= 0
  demand(durations.every(isPositive), `${name}: a duration must not be negative or NaN`)
  const hasWay = (cell: number) => (durations[cell] ?? 0) < Infinity
  demand(
    distances.every((metres, cell) => isSpan(metres) || !hasWay(cell)),
    `${name}: where there is a way, its metres must be finite and not negative`,
  )
  demand(
    !costs || costs.every((cost, cell) => isSpan(cost) || !hasWay(cell)),
    `${name}: where there is a way, its cost must be finite and not negative`,
  )
}

function validateStop(stop: Stop, name: string, isPlace: (place: number) => boolean): void {
  const { setupSeconds = 0, late, prices = [], delivery = [], pickup = [] } = stop
  demand(isPlace(stop.location), `${name}: location must be an index of the matrices`)
  demand(isSpan(stop.serviceSeconds), `${name}: serviceSeconds must be finite and not negative`)
  demand(isSpan(setupSeconds), `${name}: setupSeconds must be finite and not negative`)
  demand(stop.prize > 0, `${name}: prize must be above 0`)
  demand([...delivery, ...pickup].every(isSpan), `${name}: amounts must be finite and not negative`)
  demand(stop.windows.every(isWindow), `${name}: a window must not close before it opens`)
  demand(
    !late || (Number.isFinite(late.after) && isSpan(late.perSecond)),
    `${name}: late must have a finite time and a finite price`,
  )
  demand(
    prices.every(({ price }) => isSpan(price)),
    `${name}: prices must be finite and not negative`,
  )
  demand(
    new Set(prices.map(({ vehicle }) => vehicle)).size === prices.length,
    `${name}: a vehicle must have one price`,
  )
  demand(Number.isFinite(stop.rank ?? 0), `${name}: rank must be finite`)
}

function validateVehicle(
  vehicle: Vehicle,
  name: string,
  isPlace: (place: number) => boolean,
): void {
  const { start, end, shift, overtime, breaks = [], speed = 1, underway } = vehicle
  const places = [start, end, underway?.from].filter((place) => place !== undefined)
  demand(places.every(isPlace), `${name}: start, end and from must be indexes of the matrices`)
  demand(start !== undefined || end !== undefined, `${name}: there must be a start or an end`)
  demand(
    isWindow(shift) && shift.every(Number.isFinite),
    `${name}: the shift must be finite and not end before it begins`,
  )
  demand(
    !overtime || (isSpan(overtime.seconds) && isSpan(overtime.perSecond)),
    `${name}: overtime must have a finite length and price`,
  )
  demand(breaks.every(isBreak), `${name}: a break must have windows and a length`)
  demand(speed > 0 && speed < Infinity, `${name}: speed must be finite and above 0`)
  validateLimits(vehicle, name)
  demand(Number.isFinite(underway?.departAt ?? 0), `${name}: departAt must be finite`)
}

function validateLimits(vehicle: Vehicle, name: string): void {
  const { maxStops = 0, capacity = [], maxTravelSeconds = 0, maxMetres = 0, fixed = 0 } = vehicle
  const limits = [maxStops, maxTravelSeconds, maxMetres, ...capacity]
  demand(isSpan(fixed), `${name}: fixed must be finite and not negative`)
  demand(
    limits.every((limit) => limit >= 0),
    `${name}: a limit must not be negative or NaN`,
  )
  demand(Number.isFinite(vehicle.day ?? 0), `${name}: day must be finite`)
  const { perSecond = 0, perMetre = 0 } = vehicle.weights ?? {}
  demand(isSpan(perSecond) && isSpan(perMetre), `${name}: weights must be finite and not negative`)
}

function validatePairs(pairs: readonly Pair[], isStop: (stop: number) => boolean): void {
  const members = pairs.flatMap(({ first, second }) => [first, second])
  demand(members.every(isStop), 'a pair must be of stops')
  demand(new Set(members).size === members.length, 'a stop must not have two partners')
  for (const { ordered, amount } of pairs) {
    demand(!amount || ordered, 'a pair that carries something must be ordered')
    demand(amount?.every(isSpan) ?? true, 'what a pair carries must be finite and not negative')
  }
}

function validateRepeat({ stops, minDays }: Repeat, isStop: (stop: number) => boolean): void {
  demand(stops.every(isStop), 'repeats must be of stops')
  demand(new Set(stops).size === stops.length, 'a stop must not repeat itself')
  demand(isSpan(minDays), 'minDays must be finite and not negative')
}

function isBreak({ windows, seconds }: Break): boolean {
  return windows.length > 0 && windows.every(isWindow) && isSpan(seconds)
}

function isWindow([opens, closes]: Window): boolean {
  return opens <= closes
}

function isIndex(value: number, count: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < count
}

function isSpan(value: number): boolean {
  return value >= 0 && value < Infinity
}

function demand(holds: boolean, rule: string): void {
  if (!holds) throw new RangeError(rule)
}
