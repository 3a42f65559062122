import type { Plan } from '../../../shared/planning.ts'
import type { ShopLock } from '../../../shared/locks.ts'
import { isoWeekday } from '../../../shared/time.ts'
import { dayClock, type DayClock } from '../day-clock.ts'
import type { TourPerson, TourShop } from '../day-problem.ts'
import { peopleWorking, shopsById, visitsOfPublished } from '../due-queries.ts'
import { locksOfPlan } from '../locks/shop-lock.ts'
import { dueOn, type PlanningParts } from '../plan-day.ts'
import { visitPolicies } from '../policy-queries.ts'
import { toTourPerson, toTourShop, toVisitedStops } from '../tour-day.ts'
import { findNextStop, type Sighting } from './next-stop.ts'

/** What is left of a published day at a moment. */
export interface RestOfDay {
  readonly clock: DayClock
  /** Whoever works, each free from now on, or once they leave the shop that they are at or on the way to. */
  readonly people: readonly TourPerson[]
  /** Every shop of the plan, also of those left out, as if nobody had decided about it. */
  readonly shops: ReadonlyMap<number, TourShop>
  readonly locks: ReadonlyMap<number, ShopLock>
  /** Days late, of every shop that is due. */
  readonly overdue: ReadonlyMap<number, number>
}

/** A moment of the field, and where people were seen last. */
export interface Present {
  readonly now: Date
  readonly sightings: readonly Sighting[]
}

/** @throws Problem road-engine-unavailable */
export async function readRest(
  { db, timeZone, travel }: Pick<PlanningParts, 'db' | 'timeZone' | 'travel'>,
  plan: Plan,
  { now, sightings }: Present,
): Promise<RestOfDay> {
  const { teamId, day, tours, unassigned, profile } = plan
  const clock = dayClock(day, timeZone)
  const due = await dueOn({ db, timeZone }, teamId, day)
  const overdue = new Map(due.map((visit) => [visit.retailerId, visit.overdueDays]))
  const policies = await visitPolicies(db)
  const placed = tours.flatMap(({ stops }) => stops)
  const ids = [...placed, ...unassigned].map(({ retailerId }) => retailerId)
  const weekday = isoWeekday(day)
  const shops = (await shopsById(db, ids)).map((row) =>
    toTourShop(row, policies, overdue.get(row.retailerId) ?? 0, weekday),
  )
  const visits = await visitsOfPublished(db, teamId, day)
  const working = await peopleWorking(db, teamId, day)
  const second = Math.round(clock.secondsOf(now))
  const people = await Promise.all(
    working.map(async (row): Promise<TourPerson[]> => {
      const { personId } = row
      const tour = tours.find((one) => one.personId === personId)
      const start = tour?.start ?? row.start
      if (!start) return []
      const been = visits.filter((visit) => visit.personId === personId)
      const visited = toVisitedStops(been, personId, shops, clock)
      const sighting = sightings.find((one) => one.personId === personId)
      const underway = { been, visited, sighting, profile, clock, now }
      const next = tour && (await findNextStop(travel, { ...underway, tour }))
      return [fromNowOn(toTourPerson(row, start, next ? [...visited, next] : visited), second)]
    }),
  )
  return {
    ...{ clock, people: people.flat(), overdue },
    shops: new Map(shops.map((shop) => [shop.retailerId, shop])),
    locks: locksOfPlan(plan, clock),
  }
}

function fromNowOn(person: TourPerson, now: number): TourPerson {
  const [begins, ends] = person.shift
  return { ...person, freeFrom: now, shift: [Math.min(ends, Math.max(begins, now)), ends] }
}
