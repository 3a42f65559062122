import { Problem } from '../../platform/problem.ts'
import { dayClock } from '../day-clock.ts'
import { readDraft, requireDraft, type EditParts } from '../edit-plan.ts'
import { retimeTours } from '../retime-tours.ts'
import { replaceTours, saveUnassigned } from '../write-queries.ts'
import { addTouch, leaveStep, moveToStep, neighbourState } from './step-queries.ts'
import { stateOf, toState } from './tour-state.ts'

/**
 * Takes the last change of a draft back, or makes the one that was taken back again, whoever made it and whenever.
 * @throws Problem no-such-step, plan-changed, plan-published, not-found
 */
export async function walkSteps(
  parts: EditParts,
  planId: number,
  revision: number,
  by: -1 | 1,
): Promise<void> {
  const { db, timeZone } = parts
  const plan = await readDraft(db, planId, revision)
  const state = await neighbourState(db, planId, by)
  if (!state) throw new Problem('no-such-step')
  const { tours, unassigned = [], locks } = toState(plan, state)
  const timed = await retimeTours(parts, plan, tours, locks)
  await db.transaction().execute(async (trx) => {
    const claimed = await requireDraft(trx, planId, revision)
    if (claimed.revision !== plan.revision + 1) throw new Problem('plan-changed')
    await leaveStep(trx, planId, stateOf(plan, timeZone))
    await moveToStep(trx, planId, by)
    await replaceTours(trx, planId, timed, dayClock(plan.day, timeZone))
    await saveUnassigned(trx, planId, unassigned)
    await addTouch(trx, planId, claimed.revision, [])
  })
}
