import type { ShopLock } from '../../shared/locks.ts'
import type { Plan, Tour } from '../../shared/planning.ts'
import type { Db } from '../platform/database/index.ts'
import type { Travel } from '../roads/index.ts'
import { wayBetween } from './ask-way.ts'
import { dayClock } from './day-clock.ts'
import { withLines } from './draw-tours.ts'
import { peopleAbsent, peopleById, shopsById, visitsOfPublished } from './due-queries.ts'
import { keptLegs, type Place } from './kept-legs.ts'
import { locksOfPlan, withLock } from './locks/shop-lock.ts'
import { keptBy, opened } from './may-go.ts'
import { visitPolicies } from './policy-queries.ts'
import { retimeTour, visitedFirst } from './retime-tour.ts'
import type { TimedTour } from './time-tour.ts'
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
 * @param locks of shops; those that the plan has
 * @throws Problem road-engine-unavailable
 */
export async function retimeTours(
  { db, timeZone, travel }: RetimeParts,
  plan: Plan,
  wanted: readonly WantedTour[],
  locks: ReadonlyMap<number, ShopLock> = locksOfPlan(plan, dayClock(plan.day, timeZone)),
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
    plan.day,
  )
  const absent = await peopleAbsent(db, plan.day)
  const kept = keptLegs(plan)
  const withKeeper = keptBy(plan)

  const retime = async ({ personId, start, shops: order }: WantedTour): Promise<TimedTour[]> => {
    const person = people.find((row) => row.personId === personId)
    if (!person) return []
    const unordered = rows
      .filter(({ retailerId }) => order.includes(retailerId))
      .map((row) => opened(toTourShop(row, policies, 0), absent, [personId]))
      .map((shop) => withLock(withKeeper(shop), locks))
    const visited = toVisitedStops(visits, personId, unordered, clock).filter(({ retailerId }) =>
      order.includes(retailerId),
    )
    const shops = visitedFirst(order, { visited }).flatMap(
      (id) => unordered.find(({ retailerId }) => retailerId === id) ?? [],
    )
    const home: Place = { at: start, personId }
    const places: Place[] = [home, ...shops, home]
    const legs = await Promise.all(
      places
        .slice(1)
        .map((to, leg) => wayBetween(travel, plan.profile, kept, places[leg] ?? to, to)),
    )
    const { profile } = plan
    const timed = retimeTour({ profile, person: toTourPerson(person, start, visited), shops, legs })
    return [
      withLines(
        timed,
        legs.map(({ line }) => line),
      ),
    ]
  }
  return (await Promise.all(wanted.map(retime))).flat()
}
