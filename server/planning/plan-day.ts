import type { DueVisit } from '../../shared/planning.ts'
import { addDays, startOfDay } from '../../shared/time.ts'
import type { Db } from '../platform/database/index.ts'
import { Problem } from '../platform/problem.ts'
import type { Travel } from '../roads/index.ts'
import { dayClock, type DayClock } from './day-clock.ts'
import type { TourDay } from './day-problem.ts'
import { askDayTravel } from './day-travel.ts'
import { drawTours } from './draw-tours.ts'
import {
  candidatesOn,
  peopleById,
  peopleWorking,
  shopsById,
  visitPolicies,
  visitsOfPublished,
  type WorkingDay,
} from './due-queries.ts'
import { findDue } from './find-due.ts'
import { planTours } from './plan-tours.ts'
import type { PlanTravel, Unassigned } from './queries.ts'
import type { SolverPool } from './solver-pool.ts'
import type { TimedTour } from './time-tour.ts'
import { centroidOf, toTourPerson, toTourShop, toVisitedStops } from './tour-day.ts'

/** What planning a day needs to know of the installation. */
export interface PlanningParts {
  readonly db: Db
  readonly timeZone: string
  readonly solver: SolverPool
  readonly travel: Travel
}

export interface PlannedDay {
  readonly tours: readonly TimedTour[]
  readonly unassigned: readonly Unassigned[]
  readonly clock: DayClock
  readonly by: PlanTravel
}

/** The team's visits due on a day, most urgent first. */
export async function dueOn(
  { db, timeZone }: Pick<PlanningParts, 'db' | 'timeZone'>,
  teamId: number,
  day: string,
  retailerId?: number,
): Promise<DueVisit[]> {
  const ends = startOfDay(addDays(day, 1), timeZone)
  const candidates = await candidatesOn(db, teamId, { ends, timeZone }, retailerId)
  return findDue(candidates, await visitPolicies(db), day)
}

/**
 * Plans a team's day anew: everything due, by everybody who works. What was visited already under the
 * plan published for that day stays with whoever did it, and their day goes on from there.
 * @throws Problem nobody-works, nothing-due, road-engine-unavailable
 */
export async function planDay(
  { db, timeZone, solver, travel }: PlanningParts,
  teamId: number,
  day: string,
): Promise<PlannedDay> {
  const clock = dayClock(day, timeZone)
  const visits = await visitsOfPublished(db, teamId, day)
  const been = new Set(visits.map(({ retailerId }) => retailerId))
  const due = (await dueOn({ db, timeZone }, teamId, day)).filter((v) => !been.has(v.retailerId))
  const people = await peopleOfDay(db, teamId, day, [...new Set(visits.map((v) => v.personId))])
  if (people.length === 0) throw new Problem('nobody-works')
  if (due.length + been.size === 0) throw new Problem('nothing-due')

  const policies = await visitPolicies(db)
  const overdue = new Map(due.map((visit) => [visit.retailerId, visit.overdueDays]))
  const rows = await shopsById(db, [...overdue.keys(), ...been])
  const shops = rows.map((row) => toTourShop(row, policies, overdue.get(row.retailerId) ?? 0))
  const everywhere = centroidOf(shops.map(({ at }) => at))
  const tourDay: TourDay = {
    profile: await travel.profile(),
    shops,
    people: people.flatMap((person) => {
      const own = shops.filter(({ managerId }) => managerId === person.personId)
      const start = person.start ?? centroidOf(own.map(({ at }) => at)) ?? everywhere
      const visited = toVisitedStops(visits, person.personId, shops, clock)
      return start ? [toTourPerson(person, start, visited)] : []
    }),
  }
  const { dayTravel, source, offRoad } = await askDayTravel(travel, tourDay)
  const { tours, unassigned } = await planTours(solver, tourDay, dayTravel)
  return {
    tours: await drawTours(travel, tourDay, tours, offRoad),
    unassigned: unassigned.map((entry) => ({
      ...entry,
      overdueDays: overdue.get(entry.retailerId) ?? 0,
    })),
    clock,
    by: { profile: tourDay.profile, travelSource: source },
  }
}

/** Everybody who works on the day, and whoever has visited something on it. */
async function peopleOfDay(
  db: Db,
  teamId: number,
  day: string,
  visitorIds: readonly number[],
): Promise<WorkingDay[]> {
  const working = await peopleWorking(db, teamId, day)
  const known = new Set(working.map(({ personId }) => personId))
  const others = await peopleById(
    db,
    visitorIds.filter((id) => !known.has(id)),
  )
  return [...working, ...others]
}
