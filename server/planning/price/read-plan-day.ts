import type { Plan } from '../../../shared/planning.ts'
import { isoWeekday } from '../../../shared/time.ts'
import type { Db } from '../../platform/database/index.ts'
import { dayClock } from '../day-clock.ts'
import type { TourDay } from '../day-problem.ts'
import { peopleById, shopsById, visitsOfPublished } from '../due-queries.ts'
import { dueOn } from '../plan-day.ts'
import { visitPolicies } from '../policy-queries.ts'
import { toTourPerson, toTourShop, toVisitedStops } from '../tour-day.ts'

/**
 * The day that a plan is of: its people from where their tours start, and every shop that is in it, was left out of it, or is
 * due. Shops are in the order of their ids, so that the same places make the same day whatever the tours are.
 */
export async function readPlanDay(
  { db, timeZone }: { readonly db: Db; readonly timeZone: string },
  plan: Plan,
): Promise<TourDay> {
  const due = await dueOn({ db, timeZone }, plan.teamId, plan.day)
  const overdue = new Map(due.map((visit) => [visit.retailerId, visit.overdueDays]))
  const inPlan = plan.tours.flatMap(({ stops }) => stops.map(({ retailerId }) => retailerId))
  const leftOut = plan.unassigned.map(({ retailerId }) => retailerId)
  const ids = [...new Set([...inPlan, ...leftOut, ...overdue.keys()])].sort((a, b) => a - b)
  const policies = await visitPolicies(db)
  const shops = (await shopsById(db, ids)).map((row) =>
    toTourShop(row, policies, overdue.get(row.retailerId) ?? 0, isoWeekday(plan.day)),
  )
  const visits = await visitsOfPublished(db, plan.teamId, plan.day)
  const rows = await peopleById(
    db,
    plan.tours.map(({ personId }) => personId),
    plan.day,
  )
  const clock = dayClock(plan.day, timeZone)
  const people = plan.tours.flatMap(({ personId, start, stops }) => {
    const row = rows.find((person) => person.personId === personId)
    const own = new Set(stops.map(({ retailerId }) => retailerId))
    const visited = toVisitedStops(visits, personId, shops, clock).filter(({ retailerId }) =>
      own.has(retailerId),
    )
    return row ? [toTourPerson(row, start, visited)] : []
  })
  return { profile: plan.profile, people, shops }
}
