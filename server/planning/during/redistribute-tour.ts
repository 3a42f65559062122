import type { ShopLock } from '../../../shared/locks.ts'
import type { Plan, Tour } from '../../../shared/planning.ts'
import { Problem } from '../../platform/problem.ts'
import { dayProblem, type DayTravel, type TourDay, type TourShop } from '../day-problem.ts'
import { askDayTravel } from '../day-travel.ts'
import { openDrawing } from '../draw-tours.ts'
import { toUnassigned, toWanted } from '../wanted-edit.ts'
import type { PlanningParts } from '../plan-day.ts'
import { readTours, SEARCH } from '../plan-tours.ts'
import type { Unassigned } from '../queries.ts'
import { retimeTours } from '../retime-tours.ts'
import { timeTour, type TimedTour } from '../time-tour.ts'
import { addRestDraft, type Doer } from './add-rest-draft.ts'
import {
  asPublished,
  leftOf,
  ownOrder,
  requirePublished,
  toKept,
  tourOfPerson,
} from './pose-rest.ts'
import { readRest, type Present, type RestOfDay } from './read-rest.ts'

interface Redistribution {
  readonly plan: Plan
  readonly personId: number
  readonly present: Present
  readonly by: Doer
}

/**
 * Offers what is left of somebody's published tour to the colleagues who work, in a draft made of the published plan.
 * Everybody keeps all their own stops in their order and is back in time; whose tour breaks a rule already takes no more.
 * An absence lifts the rule that a shop is only for its manager: to the solver all colleagues are alike.
 * @returns the id of the draft
 * @throws Problem plan-not-published, not-found, nothing-left, nobody-works, road-engine-unavailable
 */
export async function redistributeTour(
  parts: PlanningParts,
  { plan, personId, present, by }: Redistribution,
): Promise<number> {
  const { db, travel } = parts
  const absent = requireTour(plan, personId)
  const rest = await readRest(parts, plan, present)
  const colleagues = { ...rest, people: rest.people.filter((one) => one.personId !== personId) }
  if (colleagues.people.length === 0) throw new Problem('nobody-works')
  const day = poseRest(plan, colleagues, absent)
  const { dayTravel, offRoad } = await askDayTravel(travel, day)
  const { tours, unassigned } = await shareOut(parts, plan, day, dayTravel)
  const offered = new Set(leftOf(absent))
  const receivers = tours.filter(({ stops }) => stops.some((stop) => offered.has(stop.retailerId)))
  const drawn = await openDrawing(travel, day, offRoad)(receivers)
  const been = toWanted({ ...absent, stops: absent.stops.filter((stop) => stop.outcome !== null) })
  const changed = [
    ...drawn.map((tour) => asPublished(tour, plan, rest)),
    ...(await retimeTours(parts, plan, [been])),
  ]
  const left = unassigned.map((entry) => ({
    ...entry,
    overdueDays: rest.overdue.get(entry.retailerId) ?? 0,
  }))
  const changedDay = {
    ...{ plan, tours: changed, clock: rest.clock, by, action: 'plan:redistribute' },
    unassigned: [...plan.unassigned.map(toUnassigned), ...left],
    facts: { personId, stops: offered.size, left: left.length },
  }
  return db.transaction().execute((trx) => addRestDraft(trx, changedDay))
}

function requireTour(plan: Plan, personId: number): Tour {
  requirePublished(plan)
  const tour = tourOfPerson(plan, personId)
  if (leftOf(tour).length === 0) throw new Problem('nothing-left')
  return tour
}

/** The colleagues' rest of the day with the absent person's stops on offer. */
function poseRest(plan: Plan, rest: RestOfDay, absent: Tour): TourDay {
  const { people, shops, locks } = rest
  const everybody = people.map(({ personId }) => personId)
  const offered = leftOf(absent).flatMap((id): TourShop[] => {
    const shop = shops.get(id)
    const lock = unbound(locks.get(id))
    return shop ? [{ ...shop, offeredTo: everybody, ...(lock ? { lock } : {}) }] : []
  })
  const own = people.flatMap((person) => {
    const { personId } = person
    const { been, ahead } = ownOrder(plan, person)
    return [...been, ...ahead].flatMap((id, rank): TourShop[] => {
      const shop = shops.get(id)
      return shop ? [{ ...toKept(shop, personId, locks.get(id)), rank }] : []
    })
  })
  return { profile: plan.profile, people, shops: [...own, ...offered] }
}

/** A lock without what named the absent person, or a turn in their tour. */
function unbound(lock: ShopLock | undefined): ShopLock | undefined {
  const locks = lock?.locks.filter((kind) => kind !== 'person' && kind !== 'order') ?? []
  return lock && locks.length > 0 ? { locks, personId: null, at: lock.at, rank: null } : undefined
}

/** Finds who takes what. Who has a tour that breaks a rule as it is counts as done with it, and takes nothing. */
async function shareOut(
  { solver }: Pick<PlanningParts, 'solver'>,
  plan: Plan,
  day: TourDay,
  travel: DayTravel,
) {
  const posed = dayProblem(day, travel)
  const own = day.people.map(({ personId }) =>
    day.shops.flatMap(({ rank, offeredTo = [] }, shop) =>
      rank !== undefined && offeredTo.includes(personId) ? [shop] : [],
    ),
  )
  const asTheyAre = own.map((tour, vehicle) => timeTour(day, posed, vehicle, tour))
  const isFull = ({ stops }: TimedTour) => stops.some(({ violations }) => violations.length > 0)
  const willing = day.people.filter((_, index) => !isFull(asTheyAre[index] as TimedTour))
  const willingIds = willing.map(({ personId }) => personId)
  const toShare: TourDay = {
    ...day,
    people: day.people.map((person, index) =>
      willing.includes(person)
        ? person
        : { ...person, visited: (asTheyAre[index] as TimedTour).stops },
    ),
    shops: day.shops.map((shop) =>
      shop.rank === undefined ? { ...shop, offeredTo: willingIds } : shop,
    ),
  }
  const problem = dayProblem(toShare, travel)
  const found = readTours(
    toShare,
    problem,
    await solver.solve(problem, { ...SEARCH, warmStart: own }),
  )
  const unassigned = found.unassigned.map((entry): Omit<Unassigned, 'overdueDays'> => {
    // Who could go by right but has no room is no matter of skill.
    return entry.reason === 'NO_SKILL' ? { ...entry, reason: 'SHIFT_FULL' } : entry
  })
  return { tours: found.tours, unassigned }
}
