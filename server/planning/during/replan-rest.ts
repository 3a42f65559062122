import type { Plan } from '../../../shared/planning.ts'
import { Problem } from '../../platform/problem.ts'
import { dayProblem, type TourDay, type TourShop } from '../day-problem.ts'
import { askDayTravel } from '../day-travel.ts'
import { toWarmStart } from '../decisions.ts'
import { openDrawing } from '../draw-tours.ts'
import { ranksOfTours } from '../locks/shop-lock.ts'
import type { PlanningParts } from '../plan-day.ts'
import { readTours, SEARCH, type PlannedTours } from '../plan-tours.ts'
import type { Unassigned } from '../queries.ts'
import { timeTour, type TimedTour } from '../time-tour.ts'
import { toUnassigned } from '../wanted-edit.ts'
import type { Problem as SolverProblem } from '../../solver/index.ts'
import { addRestDraft, type Doer } from './add-rest-draft.ts'
import { asPublished, ownOrder, requirePublished, toKept } from './pose-rest.ts'
import { readRest, type Present, type RestOfDay } from './read-rest.ts'

interface Replanning {
  readonly plan: Plan
  readonly present: Present
  readonly by: Doer
}

/**
 * Plans what is left of a published day anew, in a draft made of the published plan. What was visited, and where somebody
 * is or is heading for, stays; everybody keeps their shops, in whatever order is best from where they are, with the locks
 * that they have. What was left out in the morning is taken in where there is room now. A tour that its person has seen, or
 * in which something is locked, loses nothing: where not all of it can be done in time it stays in its order, and what
 * that breaks is marked.
 * @returns the id of the draft
 * @throws Problem plan-not-published, nobody-works, nothing-left, road-engine-unavailable
 */
export async function replanRest(
  parts: PlanningParts,
  { plan, present, by }: Replanning,
): Promise<number> {
  const { db, solver, travel } = parts
  requirePublished(plan)
  const rest = await readRest(parts, plan, present)
  if (rest.people.length === 0) throw new Problem('nobody-works')
  const isOver = (person: RestOfDay['people'][number]) => ownOrder(plan, person).ahead.length === 0
  if (rest.people.every(isOver)) throw new Problem('nothing-left')
  const day = poseRest(plan, rest)
  const { dayTravel, offRoad } = await askDayTravel(travel, day)
  const problem = dayProblem(day, dayTravel)
  const warmStart = toWarmStart(day, plan)
  const found = readTours(day, problem, await solver.solve(problem, { ...SEARCH, warmStart }))
  const { tours, unassigned } = keepPromises(plan, rest, { day, problem, found })
  const drawn = await openDrawing(travel, day, offRoad)(tours)
  const changedDay = {
    ...{ plan, clock: rest.clock, by, action: 'plan:replan-rest' },
    tours: drawn.map((tour) => asPublished(tour, plan, rest)),
    unassigned: unassigned.map((entry) => ({
      ...entry,
      overdueDays: rest.overdue.get(entry.retailerId) ?? 0,
    })),
    facts: { left: unassigned.length },
  }
  return db.transaction().execute((trx) => addRestDraft(trx, changedDay))
}

/** Everybody's own shops, and those left out before with whose they are. */
function poseRest(plan: Plan, { people, shops, locks }: RestOfDay): TourDay {
  const ranks = ranksOfTours(plan.tours)
  const own = people.flatMap((person) => {
    const { personId } = person
    const { been, ahead } = ownOrder(plan, person)
    return [...been, ...ahead].flatMap((id): TourShop[] => {
      const shop = shops.get(id)
      const rank = ahead.includes(id) ? ranks.get(id) : undefined
      return shop
        ? [{ ...toKept(shop, personId, locks.get(id)), ...(rank === undefined ? {} : { rank }) }]
        : []
    })
  })
  const waiting = plan.unassigned.flatMap(({ retailerId, reason, lock }): TourShop[] => {
    const shop = shops.get(retailerId)
    return shop && mayComeIn.has(reason) ? [{ ...shop, ...(lock ? { lock } : {}) }] : []
  })
  return { profile: plan.profile, people, shops: [...own, ...waiting] }
}

/** What was left out for want of room or time; the rest somebody or something else decided. */
const mayComeIn: ReadonlySet<string> = new Set([
  'WINDOW',
  'SHIFT_FULL',
  'MAX_STOPS',
  'LOWER_PRIORITY',
  'UNTRIED',
  'LOCK_CONFLICT',
])

interface Found {
  readonly day: TourDay
  readonly problem: SolverProblem
  readonly found: PlannedTours
}

/** Puts back whole tours that lost what was promised in them. */
function keepPromises(
  plan: Plan,
  { people, locks }: RestOfDay,
  { day, problem, found }: Found,
): { tours: TimedTour[]; unassigned: Omit<Unassigned, 'overdueDays'>[] } {
  const lost = new Set(found.unassigned.map(({ retailerId }) => retailerId))
  const indexOf = new Map(day.shops.map(({ retailerId }, index) => [retailerId, index]))
  const tours = people.flatMap((person, vehicle): TimedTour[] => {
    const { been, ahead } = ownOrder(plan, person)
    const hasSeen = plan.tours.some(
      ({ personId, seenAt }) => personId === person.personId && seenAt !== null,
    )
    const isBroken = ahead.some((id) => lost.has(id) && (hasSeen || locks.has(id)))
    if (!isBroken) return found.tours.slice(vehicle, vehicle + 1)
    const order = [...been, ...ahead].flatMap((id) => indexOf.get(id) ?? [])
    return [timeTour(day, problem, vehicle, order)]
  })
  const placed = new Set(tours.flatMap(({ stops }) => stops.map(({ retailerId }) => retailerId)))
  const known = new Map(
    [...plan.unassigned.map(toUnassigned), ...found.unassigned].map((entry) => [
      entry.retailerId,
      entry,
    ]),
  )
  return { tours, unassigned: [...known.values()].filter((one) => !placed.has(one.retailerId)) }
}
