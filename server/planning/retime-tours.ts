import type { Plan, Tour } from '../../shared/planning.ts'
import type { Db } from '../platform/database/index.ts'
import { dayClock } from './day-clock.ts'
import { dayProblem } from './day-problem.ts'
import { peopleById, shopsById, visitPolicies, visitsOfPublished } from './due-queries.ts'
import { timeTour, type TimedTour } from './time-tour.ts'
import { toTourPerson, toTourShop, toVisitedStops } from './tour-day.ts'

/** A tour as somebody wants it: the shops in order. */
export type WantedTour = Pick<Tour, 'personId' | 'start'> & { readonly shops: readonly number[] }

/**
 * The times of tours changed by hand. Shops visited already come first, in the order they were
 * visited; rules that break are marked, never refused.
 */
export async function retimeTours(
  db: Db,
  { teamId, day }: Pick<Plan, 'teamId' | 'day'>,
  timeZone: string,
  wanted: readonly WantedTour[],
): Promise<TimedTour[]> {
  const clock = dayClock(day, timeZone)
  const policies = await visitPolicies(db)
  const visits = await visitsOfPublished(db, teamId, day)
  const rows = await shopsById(
    db,
    wanted.flatMap(({ shops }) => shops),
  )
  const people = await peopleById(
    db,
    wanted.map(({ personId }) => personId),
  )
  return wanted.flatMap(({ personId, start, shops: order }) => {
    const person = people.find((row) => row.personId === personId)
    if (!person) return []
    const shops = rows
      .filter(({ retailerId }) => order.includes(retailerId))
      .map((row) => toTourShop(row, policies, 0))
    const visited = toVisitedStops(visits, personId, shops, clock).filter(({ retailerId }) =>
      order.includes(retailerId),
    )
    const been = visited.map(({ retailerId }) => retailerId)
    const tour = [...been, ...order.filter((id) => !been.includes(id))].map((id) =>
      shops.findIndex(({ retailerId }) => retailerId === id),
    )
    const day = { people: [toTourPerson(person, start, visited)], shops }
    return [timeTour(day, dayProblem(day), 0, tour)]
  })
}
