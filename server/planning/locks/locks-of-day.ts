import { Problem } from '../../platform/problem.ts'
import type { RetimeParts } from '../retime-tours.ts'
import { dayClock } from '../day-clock.ts'
import { readLocks, undecided, type Decisions } from '../decisions.ts'
import { planById, planSummaries } from '../queries.ts'

/**
 * The locks that a plan made anew keeps: those of a version of its day.
 * @param planId the newest when it is not given
 * @throws Problem not-found
 */
export async function locksOfDay(
  { db, timeZone }: Pick<RetimeParts, 'db' | 'timeZone'>,
  { teamId, day }: { readonly teamId: number; readonly day: string },
  planId: number | undefined,
): Promise<Decisions> {
  const versions = await planSummaries(db, teamId, day)
  const from = planId === undefined ? versions[0] : versions.find(({ id }) => id === planId)
  if (planId !== undefined && !from) throw new Problem('not-found', 'no such version of the day')
  const plan = from && (await planById(db, from.id))
  return plan ? readLocks(plan, dayClock(day, timeZone)) : undecided
}
