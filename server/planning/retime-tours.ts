import type { Plan, Tour } from '../../shared/planning.ts'
import type { Db } from '../platform/database/index.ts'
import type { Travel } from '../roads/index.ts'
import { chainTravel, keptLegs, wayBetween, type Place } from './chain-travel.ts'
import { dayClock } from './day-clock.ts'
import { dayProblem } from './day-problem.ts'
import { withLines } from './draw-tours.ts'
import { peopleById, shopsById, visitPolicies, visitsOfPublished } from './due-queries.ts'
import { timeTour, type TimedTour } from './time-tour.ts'
import { toTourPerson, toTourShop, toVisitedStops } from './tour-day.ts'

/** A tour as somebody wants it: the shops in order. */
export type WantedTour = Pick<Tour, 'personId' | 'start'> & { readonly shops: readonly number[] }

export interface RetimeParts {
  readonly db: Db
  readonly timeZone: string
  readonly travel: Travel
}

/**
 * The times and legs of tours changed by hand. Shops visited already come first, in the order they were visited; rules
 * that break are marked, never refused. Legs that the plan has already stay as they are: only the others are asked for.
 * @throws Problem road-engine-unavailable
 */
export async function retimeTours(
  { db, timeZone, travel }: RetimeParts,
  plan: Plan,
  wanted: readonly WantedTour[],
): Promise<TimedTour[]> {
  const clock = dayClock(plan.day, timeZone)
  const policies = await visitPolicies(db)
  const visits = await visitsOfPublished(db, plan.teamId, plan.day)
  const rows = await shopsById(
    db,
    wanted.flatMap(({ shops }) => shops),
  )
  const people = await peopleById(
    db,
    wanted.map(({ personId }) => personId),
  )
  const kept = keptLegs(plan)

  const retime = async ({ personId, start, shops: order }: WantedTour): Promise<TimedTour[]> => {
    const person = people.find((row) => row.personId === personId)
    if (!person) return []
    const unordered = rows
      .filter(({ retailerId }) => order.includes(retailerId))
      .map((row) => toTourShop(row, policies, 0))
    const visited = toVisitedStops(visits, personId, unordered, clock).filter(({ retailerId }) =>
      order.includes(retailerId),
    )
    const been = visited.map(({ retailerId }) => retailerId)
    const shops = [...been, ...order.filter((id) => !been.includes(id))].flatMap(
      (id) => unordered.find(({ retailerId }) => retailerId === id) ?? [],
    )
    const home: Place = { at: start, personId }
    const places: Place[] = [home, ...shops, home]
    const legs = await Promise.all(
      places
        .slice(1)
        .map((to, leg) => wayBetween(travel, plan.profile, kept, places[leg] ?? to, to)),
    )
    const day = { profile: plan.profile, people: [toTourPerson(person, start, visited)], shops }
    const problem = dayProblem(day, chainTravel(legs))
    const timed = timeTour(
      day,
      problem,
      0,
      shops.map((_, index) => index),
    )
    return [
      withLines(
        timed,
        legs.map(({ line }) => line),
      ),
    ]
  }
  return (await Promise.all(wanted.map(retime))).flat()
}
