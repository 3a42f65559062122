import type { DueVisit } from '../../shared/planning.ts'
import { addDays, isoWeekday, startOfDay } from '../../shared/time.ts'
import type { Db } from '../platform/database/index.ts'
import { Problem } from '../platform/problem.ts'
import type { Travel } from '../roads/index.ts'
import { dayClock, type DayClock } from './day-clock.ts'
import { dayProblem, type TourDay } from './day-problem.ts'
import { askDayTravel } from './day-travel.ts'
import { undecided, withDecided, type Decisions } from './decisions.ts'
import { openDrawing, type DrawTours } from './draw-tours.ts'
import {
  candidatesOn,
  peopleById,
  peopleWorking,
  shopsById,
  visitsOfPublished,
  type WorkingDay,
} from './due-queries.ts'
import { findDue } from './find-due.ts'
import { visitPolicies } from './policy-queries.ts'
import { planTours, type PlannedTours } from './plan-tours.ts'
import type { PlanTravel, Unassigned } from './queries.ts'
import type { Problem as SolverProblem } from '../solver/index.ts'
import type { SolverPool } from '../optimizer/index.ts'
import { postponedBeyond } from './postpone/postpone-queries.ts'
import type { FoundBy } from './searches/search-queries.ts'
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
  /** Absent for what a run shows on the way. */
  readonly foundBy?: FoundBy
}

/** The team's visits due on a day, most urgent first. */
export async function dueOn(
  { db, timeZone }: Pick<PlanningParts, 'db' | 'timeZone'>,
  teamId: number,
  day: string,
  retailerId?: number,
): Promise<DueVisit[]> {
  const ends = startOfDay(addDays(day, 1), timeZone)
  const all = await candidatesOn(db, teamId, { ends, timeZone }, retailerId)
  const postponed = await postponedBeyond(db, teamId, day)
  const working = new Set((await peopleWorking(db, teamId, day)).map(({ personId }) => personId))
  const candidates = all.filter((shop) => !postponed.has(shop.retailerId))
  return findDue(candidates, await visitPolicies(db), day).map((visit) => ({
    ...visit,
    managerWorks: visit.managerId !== null && working.has(visit.managerId),
  }))
}

/** A day with everything that a search for its tours needs, and that reading what it finds does. */
export interface DayToPlan {
  readonly day: TourDay
  readonly problem: SolverProblem
  readonly draw: DrawTours
  readonly clock: DayClock
  readonly by: PlanTravel
  /** Days late, of every shop that is due. */
  readonly overdue: ReadonlyMap<number, number>
  /** What stays out because somebody decided so, or is closed that day. */
  readonly removed: readonly Unassigned[]
}

/**
 * Plans a team's day anew: everything due, by everybody who works. What was visited already under the
 * plan published for that day stays with whoever did it, and their day goes on from there.
 * @throws Problem nobody-works, nothing-due, road-engine-unavailable
 */
export async function planDay(
  parts: PlanningParts,
  teamId: number,
  day: string,
  decided: Decisions = undecided,
): Promise<PlannedDay> {
  const toPlan = await readDay(parts, teamId, day, decided)
  const { solver } = parts
  const [planned, document] = await Promise.all([
    planTours(solver, toPlan.day, toPlan.problem),
    solver.describe(toPlan.problem),
  ])
  const drawn = await drawPlanned(toPlan, planned)
  return { ...drawn, foundBy: { document, search: planned.search } }
}

/**
 * Reads what is to be planned on a day, and its travel.
 * @throws Problem nobody-works, nothing-due, road-engine-unavailable
 */
export async function readDay(
  { db, timeZone, travel }: Omit<PlanningParts, 'solver'>,
  teamId: number,
  day: string,
  decided: Decisions = undecided,
): Promise<DayToPlan> {
  const clock = dayClock(day, timeZone)
  const visits = await visitsOfPublished(db, teamId, day)
  const been = new Set(visits.map(({ retailerId }) => retailerId))
  const out = new Set([...been, ...decided.removed.map(({ retailerId }) => retailerId)])
  const open = (await dueOn({ db, timeZone }, teamId, day)).filter((v) => !out.has(v.retailerId))
  const { personOf, lockOf } = decided
  const isDecided = ({ retailerId }: DueVisit) => personOf.has(retailerId) || lockOf.has(retailerId)
  const isClosed = (visit: DueVisit) => visit.closed && !isDecided(visit)
  const due = open.filter((visit) => !isClosed(visit))
  const working = await peopleOfDay(db, teamId, day, [...new Set(visits.map((v) => v.personId))])
  if (working.length === 0) throw new Problem('nobody-works')
  const overdue = new Map(due.map((visit) => [visit.retailerId, visit.overdueDays]))
  const ids = new Set([...overdue.keys(), ...personOf.keys(), ...lockOf.keys(), ...been])
  if (ids.size === 0) throw new Problem('nothing-due')

  const policies = await visitPolicies(db)
  const rows = await shopsById(db, [...ids])
  const weekday = isoWeekday(day)
  const shops = rows.map((row) =>
    toTourShop(row, policies, overdue.get(row.retailerId) ?? 0, weekday),
  )
  const everywhere = centroidOf(shops.map(({ at }) => at))
  const people = working.flatMap((person) => {
    const { personId } = person
    const own = shops.filter(({ managerId }) => managerId === personId)
    const middle = () => centroidOf(own.map(({ at }) => at)) ?? everywhere
    const start = decided.startOf.get(personId) ?? person.start ?? middle()
    const visited = toVisitedStops(visits, personId, shops, clock)
    return start ? [toTourPerson(person, start, visited)] : []
  })
  const tourDay: TourDay = {
    profile: await travel.profile(),
    shops: shops.map((shop) => withDecided(shop, decided, working)),
    people,
  }
  const { dayTravel, source, offRoad } = await askDayTravel(travel, tourDay)
  return {
    day: tourDay,
    problem: dayProblem(tourDay, dayTravel),
    draw: openDrawing(travel, tourDay, offRoad),
    clock,
    by: { profile: tourDay.profile, travelSource: source },
    overdue,
    removed: [...decided.removed, ...open.filter(isClosed).map(toClosed)],
  }
}

const toClosed = ({ retailerId, overdueDays }: DueVisit): Unassigned => ({
  retailerId,
  reason: 'CLOSED_DAY',
  overdueDays,
})

/**
 * The tours of a day as they are kept.
 * @throws Problem road-engine-unavailable
 */
export async function drawPlanned(
  { draw, clock, by, overdue, removed }: DayToPlan,
  { tours, unassigned }: PlannedTours,
): Promise<PlannedDay> {
  const left = unassigned.map((entry) => ({
    ...entry,
    overdueDays: overdue.get(entry.retailerId) ?? 0,
  }))
  return { tours: await draw(tours), unassigned: [...left, ...removed], clock, by }
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
    day,
  )
  return [...working, ...others]
}
