import type { Plan, Stop, Tour } from '../../../shared/planning.ts'
import { isoWeekday } from '../../../shared/time.ts'
import { dayClock, type DayClock } from '../day-clock.ts'
import type { TourPerson, TourShop, VisitedStop } from '../day-problem.ts'
import { peopleWorking, shopsById, visitsOfPublished, type CarriedVisit } from '../due-queries.ts'
import { locksOfPlan } from '../locks/shop-lock.ts'
import { dueOn, type PlanningParts } from '../plan-day.ts'
import { visitPolicies } from '../policy-queries.ts'
import { toTourPerson, toTourShop, toVisitedStops } from '../tour-day.ts'
import type { ShopLock } from '../../../shared/locks.ts'

/** What is left of a published day at a moment. */
export interface RestOfDay {
  readonly clock: DayClock
  /** Whoever works, each free from now on, or once they leave the shop that they are at or on the way to. */
  readonly people: readonly TourPerson[]
  /** Every shop of the plan, as if nobody had decided about it. */
  readonly shops: ReadonlyMap<number, TourShop>
  readonly locks: ReadonlyMap<number, ShopLock>
  /** Days late, of every shop that is due. */
  readonly overdue: ReadonlyMap<number, number>
}

export async function readRest(
  { db, timeZone }: Pick<PlanningParts, 'db' | 'timeZone'>,
  plan: Plan,
  now: Date,
): Promise<RestOfDay> {
  const { teamId, day, tours } = plan
  const clock = dayClock(day, timeZone)
  const due = await dueOn({ db, timeZone }, teamId, day)
  const overdue = new Map(due.map((visit) => [visit.retailerId, visit.overdueDays]))
  const policies = await visitPolicies(db)
  const ids = tours.flatMap(({ stops }) => stops.map(({ retailerId }) => retailerId))
  const weekday = isoWeekday(day)
  const shops = (await shopsById(db, ids)).map((row) =>
    toTourShop(row, policies, overdue.get(row.retailerId) ?? 0, weekday),
  )
  const visits = await visitsOfPublished(db, teamId, day)
  const working = await peopleWorking(db, teamId, day)
  const second = Math.round(clock.secondsOf(now))
  const people = working.flatMap((row): TourPerson[] => {
    const tour = tours.find(({ personId }) => personId === row.personId)
    const start = tour?.start ?? row.start
    if (!start) return []
    const been = visits.filter(({ personId }) => personId === row.personId)
    const visited = toVisitedStops(been, row.personId, shops, clock)
    const next = tour && committedStop(tour, been, visited, clock, second)
    return [fromNowOn(toTourPerson(row, start, next ? [...visited, next] : visited), second)]
  })
  return {
    ...{ clock, people, overdue },
    shops: new Map(shops.map((shop) => [shop.retailerId, shop])),
    locks: locksOfPlan(plan, clock),
  }
}

function fromNowOn(person: TourPerson, now: number): TourPerson {
  const [begins, ends] = person.shift
  return { ...person, freeFrom: now, shift: [Math.min(ends, Math.max(begins, now)), ends] }
}

/**
 * The stop that somebody is on the way to, which stays their next: it counts as visited, from when they will be there at
 * the planned pace, and not before now.
 */
function committedStop(
  { stops, startsAt }: Pick<Tour, 'stops' | 'startsAt'>,
  been: readonly CarriedVisit[],
  visited: readonly VisitedStop[],
  clock: DayClock,
  now: number,
): VisitedStop | undefined {
  const isThere = been.some(({ outcome, leftAt }) => outcome === 'open' && leftAt === null)
  const hasBegun = been.length > 0 || (startsAt !== null && clock.secondsOf(startsAt) <= now)
  const next = stops.find(({ outcome }) => outcome === null)
  if (isThere || !hasBegun || !next) return undefined
  const planned = clock.secondsOf(next.arrivesAt)
  const last = visited.at(-1)
  const before = last && stops.find(({ retailerId }) => retailerId === last.retailerId)
  const away = before ? Math.max(0, planned - clock.secondsOf(before.leavesAt)) : 0
  const arrives = Math.round(Math.max(now, last ? last.leaves + away : planned))
  return { retailerId: next.retailerId, arrives, leaves: arrives + stayOf(next) }
}

const stayOf = ({ arrivesAt, leavesAt }: Stop) =>
  Math.round((Date.parse(leavesAt) - Date.parse(arrivesAt)) / 1000)
