import { weighTour } from './check-loads.ts'
import { lookAhead, sum } from './check-road.ts'
import type { Ahead } from './check-road.ts'
import { timeTour } from './check-times.ts'
import type { Problem } from './problem.ts'

/** Each rule that a tour can break, as `check` words it. */
export const TOUR_RULES = {
  done: 'the stops it has done stand at the head of its tour',
  allowed: 'it serves only stops it may serve',
  stops: 'it keeps to its number of stops',
  capacity: 'it keeps to its capacity',
  pairs: 'it serves both stops of a pair, in their order',
  ranks: 'it serves lower ranks first',
  travel: 'it keeps to its seconds of travel',
  metres: 'it keeps to its metres',
  ways: 'there is a way from each place to the next',
  windows: 'every visit begins in a window',
  shift: 'it is back in time',
  breaks: 'it takes the breaks it owes, each beginning in one of its windows',
} as const

/** What a tour costs, term by term. */
export interface TourCost {
  readonly travel: number
  readonly fixed: number
  readonly prices: number
  readonly lateness: number
  readonly overtime: number
  readonly balance: number
}

export type Appraisal = { readonly broken: keyof typeof TOUR_RULES } | { readonly cost: TourCost }

/** All terms together. */
export function addUp(cost: TourCost): number {
  return cost.travel + cost.fixed + cost.prices + cost.lateness + cost.overtime + cost.balance
}

/** Recomputes one tour: the first rule it breaks, or what it costs. Repeats are no matter of one tour. */
export function appraiseTour(problem: Problem, v: number, tour: readonly number[]): Appraisal {
  const ahead = lookAhead(problem, v, tour)
  if ((ahead.vehicle.underway?.done ?? []).some((stop, i) => tour[i] !== stop))
    return { broken: 'done' }
  if (ahead.stops.length === 0) return { cost: priceWayHome(problem, ahead) }
  const broken = findBroken(problem, v, ahead)
  if (broken) return { broken }
  const timing = timeTour(ahead)
  if ('broken' in timing) return timing
  const fixed = ahead.vehicle.underway ? 0 : (ahead.vehicle.fixed ?? 0)
  return { cost: { ...priceWork(problem, ahead), fixed, prices: pricesOf(v, ahead), ...timing } }
}

/** Whoever is out goes home, in time or not; where there is no way, nothing is counted. */
function priceWayHome(problem: Problem, ahead: Ahead): TourCost {
  const nothing = { travel: 0, fixed: 0, prices: 0, lateness: 0, overtime: 0, balance: 0 }
  const goesHome = ahead.vehicle.underway && ahead.legs.every(({ seconds }) => seconds < Infinity)
  return goesHome ? { ...nothing, ...priceWork(problem, ahead) } : nothing
}

function priceWork(problem: Problem, { legs, stops }: Ahead) {
  const travelled = sum(legs.map(({ seconds }) => seconds))
  const hours = (travelled + sum(stops.map(({ serviceSeconds }) => serviceSeconds))) / 3600
  return { travel: sum(legs.map(({ cost }) => cost)), balance: (problem.balance ?? 0) * hours ** 2 }
}

function pricesOf(v: number, { stops }: Ahead): number {
  const prices = stops.flatMap((stop) => stop.prices ?? [])
  return sum(prices.filter(({ vehicle }) => vehicle === v).map(({ price }) => price))
}

/** The rules that have nothing to do with the time of day. */
function findBroken(problem: Problem, v: number, ahead: Ahead) {
  const { vehicle, tour, stops, legs } = ahead
  const { maxStops, maxTravelSeconds, maxMetres } = vehicle
  const exceeds = (amounts: number[], most = Infinity) => sum(amounts) > most + 1e-6
  if (stops.some((stop) => stop.vehicles?.includes(v) === false)) return 'allowed'
  if (tour.length > (maxStops ?? Infinity)) return 'stops'
  if (!keepsPairs(problem, ahead)) return 'pairs'
  if (overloads(problem, ahead)) return 'capacity'
  if (!keepsRanks(ahead)) return 'ranks'
  if (legs.some(({ seconds }) => seconds === Infinity)) return 'ways'
  if (exceeds(legs.map(({ seconds }) => seconds), maxTravelSeconds)) return 'travel' // prettier-ignore
  return exceeds(legs.map(({ metres }) => metres), maxMetres) ? 'metres' : undefined // prettier-ignore
}

function overloads(problem: Problem, { vehicle, tour }: Ahead): boolean {
  return (vehicle.capacity ?? []).some((room, dimension) =>
    weighTour(problem, tour, dimension).some((load) => load > room),
  )
}

/** Whoever is still to be served comes with the partner; what is done cannot be helped. */
function keepsPairs(problem: Problem, { tour, done }: Ahead): boolean {
  return (problem.pairs ?? []).every(({ first, second, ordered }) => {
    const [a, b] = [tour.indexOf(first), tour.indexOf(second)]
    if (a < done && b < done) return true
    return a >= 0 && b >= 0 && (!ordered || a < b)
  })
}

/** Of the stops ahead, each comes behind all of lower rank; what is done binds nobody. */
function keepsRanks({ stops }: Ahead): boolean {
  const ranks = stops.map(({ rank }) => rank).filter((rank) => rank !== undefined)
  return ranks.every((rank, i) => i === 0 || (ranks[i - 1] ?? rank) <= rank)
}
