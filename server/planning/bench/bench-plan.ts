import { cpus } from 'node:os'
import type { DayTotals, PlanBench } from '../../../shared/plan-bench.ts'
import { isoWeekday } from '../../../shared/time.ts'
import { solverVersion } from '../../optimizer/index.ts'
import { Problem } from '../../platform/problem.ts'
import { dayProblem, type TourDay } from '../day-problem.ts'
import { askDayTravel } from '../day-travel.ts'
import { peopleById, shopsById } from '../due-queries.ts'
import type { PlanningParts } from '../plan-day.ts'
import { visitPolicies } from '../policy-queries.ts'
import { timeTour, type TimedTour } from '../time-tour.ts'
import { centroidOf, toTourPerson, toTourShop } from '../tour-day.ts'
import type { GivenDay } from './given-day.ts'

/**
 * Plans a day that somebody planned, with the same stops, people, travel and rules, and says what both come to.
 * @throws Problem plan-empty, road-engine-unavailable
 */
export async function benchPlan(
  parts: PlanningParts,
  given: GivenDay,
  seconds: number,
): Promise<PlanBench> {
  const day = await readTourDay(parts, given)
  const { dayTravel, source } = await askDayTravel(parts.travel, day)
  const problem = dayProblem(day, dayTravel)
  const stopOf = new Map(day.shops.map(({ retailerId }, stop) => [retailerId, stop]))
  const theirs = day.people.map(({ personId }) => {
    const tour = given.tours.find((one) => one.personId === personId)
    return (tour?.retailerIds ?? []).flatMap((id) => stopOf.get(id) ?? [])
  })
  const begun = performance.now()
  const { tours } = await parts.solver.solve(problem, { seed: 1, milliseconds: seconds * 1000 })
  const took = (performance.now() - begun) / 1000
  const total = (stops: readonly (readonly number[])[]) =>
    addUp(
      day,
      stops.map((tour, vehicle) => timeTour(day, problem, vehicle, tour)),
    )
  const [cpu] = cpus()
  return {
    day: given.day,
    planId: given.planId,
    people: day.people.length,
    travelSource: source,
    theirs: total(theirs),
    ours: total(tours),
    seconds: Math.round(took * 10) / 10,
    solver: solverVersion(),
    machine: `${cpu?.model.trim() ?? process.arch}, ${String(cpus().length)} cores`,
  }
}

/** Whoever had a shop in the given plan has it in ours; what was left out is its manager's. */
async function readTourDay({ db, travel }: PlanningParts, given: GivenDay): Promise<TourDay> {
  const visitorOf = new Map(
    given.tours.flatMap(({ personId, retailerIds }) =>
      retailerIds.map((retailerId) => [retailerId, personId] as const),
    ),
  )
  if (visitorOf.size === 0) throw new Problem('plan-empty')
  const overdueOf = new Map(
    given.unplaced.map(({ retailerId, overdueDays }) => [retailerId, overdueDays]),
  )
  const policies = await visitPolicies(db)
  const weekday = isoWeekday(given.day)
  const rows = await shopsById(db, [...visitorOf.keys(), ...overdueOf.keys()])
  const shops = rows.map((row) => {
    const visitorId = visitorOf.get(row.retailerId)
    const shop = toTourShop(row, policies, overdueOf.get(row.retailerId) ?? 0, weekday)
    return visitorId === undefined ? shop : { ...shop, visitorId }
  })
  const everywhere = centroidOf(shops.map(({ at }) => at)) ?? [0, 0]
  const people = await peopleById(
    db,
    given.tours.map(({ personId }) => personId),
    given.day,
  )
  return {
    profile: await travel.profile(),
    shops,
    people: people.map((person) => {
      const start = given.tours.find(({ personId }) => personId === person.personId)?.start
      return toTourPerson(person, start ?? person.start ?? everywhere, [])
    }),
  }
}

function addUp({ shops, people }: TourDay, tours: readonly TimedTour[]): DayTotals {
  const sum = (of: (tour: TimedTour, index: number) => number) =>
    tours.reduce((total, tour, index) => total + of(tour, index), 0)
  const stops = sum((tour) => tour.stops.length)
  const isLate = ({ violations }: TimedTour['stops'][number]) => violations.includes('WINDOW')
  return {
    stops,
    metres: Math.round(sum(({ metres }) => metres)),
    travelSeconds: Math.round(sum(({ travelSeconds }) => travelSeconds)),
    workSeconds: Math.round(sum(({ starts, ends }) => (ends ?? 0) - (starts ?? 0))),
    late: sum((tour) => tour.stops.filter(isLate).length),
    overtimeSeconds: Math.round(
      sum(({ ends }, index) => Math.max(0, (ends ?? 0) - (people[index]?.shift[1] ?? Infinity))),
    ),
    unplaced: shops.length - stops,
  }
}
