import type { RunPoint, UnassignedReason } from '../../../shared/planning.ts'
import type { Solution } from '../../solver/index.ts'
import { readTours } from '../plan-tours.ts'
import type { Unassigned } from '../queries.ts'
import type { TimedTour } from '../time-tour.ts'
import type { OwedVisit } from './spread-visits.ts'
import type { PersonToPlan } from './read-horizon.ts'

/** What one person's days come to. */
export interface PlannedPerson {
  readonly cost: number
  /** One for each day on which they work, also when empty. */
  readonly tours: ReadonlyMap<string, TimedTour>
  /** Visits in no tour, with the day under which they are listed. */
  readonly leftOut: readonly { readonly day: string; readonly entry: Unassigned }[]
}

/**
 * A person's days as they are kept, with their legs drawn.
 * @throws Problem road-engine-unavailable
 */
export async function drawPerson(
  { work, draw }: PersonToPlan,
  solution: Solution,
): Promise<PlannedPerson> {
  const { days, tourDay, problem, owed, impossible } = work
  const { tours } = readTours(tourDay, problem, { ...solution, unassigned: [] })
  const drawn = await draw(tours)
  const byDay = new Map(drawn.map((tour, index) => [days[index] ?? '', tour]))
  const out = readTours(tourDay, problem, { ...solution, tours: [] })
  const leftOut = solution.unassigned.flatMap(({ stop }, nth) => {
    const visit = owed[stop]
    const left = out.unassigned[nth]
    return visit && left ? [listed(days, byDay, visit, left.reason)] : []
  })
  const never = impossible.map((visit) => listed(days, byDay, visit, visit.reason ?? 'NO_SKILL'))
  return { cost: solution.cost, tours: byDay, leftOut: [...leftOut, ...never] }
}

/** What people's days come to together. @param impossible visits that are nobody's */
export function sumPeople(
  people: readonly PlannedPerson[],
  impossible: number,
): Omit<RunPoint, 'elapsed'> {
  const tours = people.flatMap((person) => [...person.tours.values()])
  return {
    cost: people.reduce((sum, { cost }) => sum + cost, 0),
    metres: tours.reduce((sum, { metres }) => sum + metres, 0),
    travelSeconds: tours.reduce((sum, { travelSeconds }) => sum + travelSeconds, 0),
    unassigned: people.reduce((sum, { leftOut }) => sum + leftOut.length, 0) + impossible,
  }
}

/**
 * Under the day on which it is locked, or falls due, or the next one; when the shop is visited on that day, under another.
 */
function listed(
  days: readonly string[],
  tours: ReadonlyMap<string, TimedTour>,
  visit: OwedVisit,
  reason: UnassignedReason,
) {
  const { retailerId, dueOn, pin } = visit
  const isFree = (day: string) =>
    !tours.get(day)?.stops.some((stop) => stop.retailerId === retailerId)
  const free = days.filter(isFree)
  const day = pin?.day ?? free.find((one) => one >= dueOn) ?? free.at(-1) ?? days.at(-1) ?? dueOn
  return { day, entry: toUnassigned(visit, reason) }
}

/** A visit that is in no tour, as it is kept. */
export const toUnassigned = (
  { retailerId, overdueDays, pin }: OwedVisit,
  reason: UnassignedReason,
): Unassigned => ({ retailerId, reason, overdueDays, ...(pin && { lock: pin.lock }) })
