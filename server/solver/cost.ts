import type { Problem } from './problem.ts'
import { measureLeg, placeOfDeparture, stopAt, vehicleAt } from './road-ahead.ts'
import { schedule } from './schedule.ts'
import type { Schedule } from './schedule.ts'

/** What a tour costs, term by term; the sum is its part of the objective. */
export interface TourTerms {
  readonly travel: number
  readonly fixed: number
  /** Of being served by this vehicle. */
  readonly prices: number
  readonly lateness: number
  readonly overtime: number
  readonly balance: number
}

/**
 * The terms of a tour's road ahead (`tour` with the stops done at its head).
 * @param times its schedule, where that is known
 */
export function priceTerms(
  problem: Problem,
  vehicle: number,
  tour: readonly number[],
  times?: Schedule,
): TourTerms {
  const done = vehicleAt(problem, vehicle).underway?.done.length ?? 0
  const ahead = tour.slice(done)
  const idle = priceIdle(problem, vehicle)
  const balance = priceWork(problem, vehicle, ahead)
  if (ahead.length === 0)
    return { travel: idle - balance, fixed: 0, prices: 0, lateness: 0, overtime: 0, balance }
  const stops = ahead.map((stop) => stopAt(problem, stop))
  const prices = stops.flatMap((stop) => stop.prices ?? []).filter((p) => p.vehicle === vehicle)
  const { lateness, overtime } = times ?? schedule(problem, vehicle, tour)
  return {
    travel: sum(legsAhead(problem, vehicle, ahead).map(({ price }) => price)),
    fixed: priceUse(problem, vehicle),
    prices: sum(prices.map(({ price }) => price)),
    lateness,
    overtime,
    balance,
  }
}

/** Price of a tour's road ahead (`tour` with the stops done at its head). */
export function priceTour(
  problem: Problem,
  vehicle: number,
  tour: readonly number[],
  times?: Schedule,
): number {
  return sum(Object.values(priceTerms(problem, vehicle, tour, times)) as number[])
}

/** Price of no stop ahead: nothing for a day not begun, else the way home, if there is one. */
export function priceIdle(problem: Problem, vehicle: number): number {
  if (!vehicleAt(problem, vehicle).underway) return 0
  const home = sum(legsAhead(problem, vehicle, []).map(({ price }) => price))
  return home < Infinity ? home + priceWork(problem, vehicle, []) : 0
}

/** Fixed price of the first stop ahead; a day that has begun has paid it. */
export function priceUse(problem: Problem, vehicle: number): number {
  const { underway, fixed = 0 } = vehicleAt(problem, vehicle)
  return underway ? 0 : fixed
}

/** Share in the balance of the work ahead. */
function priceWork(problem: Problem, vehicle: number, ahead: readonly number[]): number {
  const { balance = 0 } = problem
  const isIdle = ahead.length === 0 && !vehicleAt(problem, vehicle).underway
  const travelled = sum(legsAhead(problem, vehicle, ahead).map(({ seconds }) => seconds))
  if (balance === 0 || isIdle || travelled === Infinity) return 0
  const served = sum(ahead.map((stop) => stopAt(problem, stop).serviceSeconds))
  return balance * ((travelled + served) / 3600) ** 2
}

function legsAhead(problem: Problem, vehicle: number, ahead: readonly number[]) {
  const places = ahead.map((stop) => stopAt(problem, stop).location)
  const all = [placeOfDeparture(problem, vehicle), ...places, vehicleAt(problem, vehicle).end]
  return all.slice(1).map((to, leg) => measureLeg(problem, vehicle, all[leg], to))
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}
