import type { PlanRestore } from '../../../shared/plan-edits.ts'
import { Problem } from '../../platform/problem.ts'
import { dayClock } from '../day-clock.ts'
import { editPlan, type EditOutcome, type EditParts } from '../edit-plan.ts'
import { locksOfPlan } from '../locks/shop-lock.ts'
import { dueOn } from '../plan-day.ts'
import { planById, type PlanHead } from '../queries.ts'
import { restorePeople } from './restore-people.ts'
import { stateBeforeSearch } from './step-queries.ts'
import { stateOf, toState, type TourState } from './tour-state.ts'

/**
 * Takes over the tours of another version of the day, everybody's or some people's, as one step.
 * @throws Problem not-found, plan-changed, plan-published, input-invalid, road-engine-unavailable
 */
export async function restoreVersion(
  parts: EditParts,
  head: PlanHead,
  { revision, fromId, personIds }: PlanRestore,
): Promise<EditOutcome> {
  const { timeZone } = parts
  const { id, teamId, day } = head
  const state = await readState(parts, head, fromId)
  if (!personIds) return editPlan(parts, id, revision, 'restore', (plan) => toState(plan, state))
  const due = await dueOn(parts, teamId, day)
  const overdueOf = new Map(due.map((visit) => [visit.retailerId, visit.overdueDays]))
  return editPlan(parts, id, revision, 'restore', (plan) => {
    const known = new Set([...plan.tours, ...state.tours].map(({ personId }) => personId))
    if (!personIds.every((personId) => known.has(personId)))
      throw new Problem('input-invalid', 'somebody has a tour in neither version')
    const locks = locksOfPlan(plan, dayClock(day, timeZone))
    return restorePeople(plan, state, personIds, { locks, overdueOf })
  })
}

async function readState(
  { db, timeZone }: EditParts,
  { id, teamId, day }: PlanHead,
  fromId: number,
): Promise<TourState> {
  if (fromId === id) {
    const before = await stateBeforeSearch(db, id)
    if (!before) throw new Problem('no-such-step')
    return before
  }
  const from = await planById(db, fromId)
  if (from?.teamId !== teamId || from.day !== day)
    throw new Problem('not-found', 'no such version of the day')
  return stateOf(from, timeZone)
}
