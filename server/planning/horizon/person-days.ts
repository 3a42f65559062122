import type { Problem, Repeat, Stop, TravelMatrix, Vehicle } from '../../solver/index.ts'
import { termsOf, type TourDay, type TourPerson, type TourShop } from '../day-problem.ts'
import { daysBetween } from '../find-due.ts'
import type { OwedVisit } from './spread-visits.ts'

/** A visit on one of a person's days: owed, or made already on `doneOn`. */
export type SpanVisit = { readonly shop: TourShop } & (
  { readonly owed: OwedVisit } | { readonly doneOn: string }
)

/** Several days of one person as one problem, a vehicle a day. Plain data: a unit of work for any thread or machine. */
export interface PersonDays {
  readonly personId: number
  /** Those on which they work, in order. */
  readonly days: readonly string[]
  /** `people` are the person's days, `shops` the visits: of each shop the first comes before all that repeat one. */
  readonly tourDay: TourDay
  readonly problem: Problem
  /** By index of `shops`; nothing for a visit that is made already. */
  readonly owed: readonly (OwedVisit | undefined)[]
  /** Owed, but there is no day for them. */
  readonly impossible: readonly OwedVisit[]
}

/** Days as long as one another are worth so much per squared hour of work. */
const BALANCE = 600

/** Puts the first visit of each shop before all that repeat one: their order is that of the places of a matrix. */
export function firstsFirst(visits: readonly SpanVisit[]): {
  readonly firsts: readonly SpanVisit[]
  readonly all: readonly SpanVisit[]
} {
  const seen = new Set<number>()
  const firsts = visits.filter(({ shop: { retailerId } }) => {
    const isFirst = !seen.has(retailerId)
    seen.add(retailerId)
    return isFirst
  })
  const known = new Set(firsts)
  return { firsts, all: [...firsts, ...visits.filter((visit) => !known.has(visit))] }
}

/**
 * The problem of a person's days: each visit chooses its day by the price of it, repeats keep their distance, and days
 * as long as one another are cheaper.
 * @param visits firsts first
 * @param travel between the days' starts, then the places of the firsts
 */
export function personProblem(
  days: readonly string[],
  people: readonly TourPerson[],
  visits: readonly SpanVisit[],
  travel: TravelMatrix,
): Problem {
  const placeOf = new Map<number, number>()
  for (const { shop } of visits)
    if (!placeOf.has(shop.retailerId)) placeOf.set(shop.retailerId, people.length + placeOf.size)
  const stops = visits.map((visit, id): Stop => {
    const location = placeOf.get(visit.shop.retailerId) ?? 0
    const stop = { id, location, ...termsOf(visit.shop) }
    // Whoever was there was there.
    if ('doneOn' in visit) return stop
    const possible = visit.owed.days.flatMap(({ day, price }) => {
      const vehicle = days.indexOf(day)
      return vehicle < 0 ? [] : [{ vehicle, price }]
    })
    const vehicles = possible.map(({ vehicle }) => vehicle)
    return { ...stop, vehicles, prices: possible.filter(({ price }) => price > 0) }
  })
  const vehicles = people.map((person, index) => personDay(days, person, index, visits))
  const repeats = repeatsOf(visits)
  return { stops, vehicles, matrices: [travel], repeats, balance: BALANCE }
}

function personDay(
  days: readonly string[],
  { shift, break: rest, visited }: TourPerson,
  index: number,
  visits: readonly SpanVisit[],
): Vehicle {
  const [first = ''] = days
  const day = days[index] ?? first
  const done = visited.map(({ retailerId }) =>
    visits.findIndex((visit) => 'doneOn' in visit && isOf(visit, retailerId, day)),
  )
  const departAt = visited.reduce((latest, { leaves }) => Math.max(latest, leaves), 0)
  return {
    ...{ id: index, start: index, end: index, shift, day: daysBetween(first, day) },
    ...(rest ? { breaks: [{ windows: [rest.window], seconds: rest.seconds }] } : {}),
    ...(done.length > 0 ? { underway: { done, departAt } } : {}),
  }
}

const isOf = (visit: SpanVisit & { doneOn: string }, retailerId: number, day: string) =>
  visit.shop.retailerId === retailerId && visit.doneOn === day

function repeatsOf(visits: readonly SpanVisit[]): Repeat[] {
  const ofShop = new Map<number, { stops: number[]; minDays: number }>()
  visits.forEach((visit, stop) => {
    if (!('owed' in visit)) return
    const { retailerId, gapDays } = visit.owed
    const entry = ofShop.get(retailerId) ?? { stops: [], minDays: gapDays }
    entry.stops.push(stop)
    ofShop.set(retailerId, entry)
  })
  return [...ofShop.values()].filter(({ stops }) => stops.length > 1)
}
