import type { PlanEdit } from '../../../shared/plan-edits.ts'
import type { Plan } from '../../../shared/planning.ts'
import type { TimedTour } from '../time-tour.ts'
import type { About, Difference } from './proposal-queries.ts'

/** What tours made anew change in a plan: travel, and rules broken. */
export function differenceOf(plan: Plan, timed: readonly TimedTour[]): Difference {
  const people = new Set(timed.map(({ personId }) => personId))
  const before = plan.tours.filter(({ personId }) => people.has(personId))
  const sum = <T>(list: readonly T[], of: (one: T) => number) =>
    list.reduce((total, one) => total + of(one), 0)
  const broken = ({ stops }: { stops: readonly { violations: readonly unknown[] }[] }) =>
    sum(stops, ({ violations }) => violations.length)
  return {
    seconds: sum(timed, (tour) => tour.travelSeconds) - sum(before, (tour) => tour.travelSeconds),
    metres: sum(timed, ({ metres }) => metres) - sum(before, ({ metres }) => metres),
    violations: sum(timed, broken) - sum(before, broken),
  }
}

/** The shops that a change is about, and whose tour it names. */
export function subjectOf({ tours }: Plan, edit: PlanEdit): About {
  const tourId = 'tourId' in edit ? edit.tourId : undefined
  return {
    retailerIds: shopsOfEdit(tours, edit),
    personId: tours.find(({ id }) => id === tourId)?.personId ?? null,
  }
}

function shopsOfEdit(tours: Plan['tours'], edit: PlanEdit): readonly number[] {
  if (edit.kind === 'bulk') return edit.retailerIds
  if (edit.kind === 'insert') return [edit.retailerId]
  const ids = edit.kind === 'lock' ? edit.stopIds : [edit.stopId]
  const found = tours.flatMap(({ stops }) => stops.filter(({ id }) => ids.includes(id)))
  const shop = edit.kind === 'lock' ? undefined : edit.retailerId
  if (found.length === 0 && shop !== undefined) return [shop]
  return found.map(({ retailerId }) => retailerId)
}
