import type { Plan, RunRequest } from '../../shared/planning.ts'
import type { Db } from '../platform/database/index.ts'
import { Problem } from '../platform/problem.ts'
import { dayClock, type DayClock } from './day-clock.ts'
import { readDecisions, toWarmStart } from './decisions.ts'
import { readDraft } from './edit-plan.ts'
import { toUnassigned, toWanted } from './wanted-edit.ts'
import { readDay, type PlanningParts } from './plan-day.ts'
import { toPoint, type RunDraft } from './plan-run.ts'
import type { PlanRuns } from './plan-runs.ts'
import { retimeTours } from './retime-tours.ts'
import { addRun, claimForRun } from './run-queries.ts'
import { addStep, dropStep, type NewStep } from './steps/step-queries.ts'
import { stateOf } from './steps/tour-state.ts'
import { lockTeam, replaceTours, savePlanTravel, saveUnassigned } from './write-queries.ts'

/**
 * Goes on improving a draft that nobody improves now, in the background, from what is there: who goes where stays as it was
 * decided, and what was taken out stays out.
 * @param step what it is to take back; none where it goes on after a change
 * @throws Problem plan-changed, plan-published, nobody-works, nothing-due, road-engine-unavailable
 */
export async function resumePlan(
  parts: PlanningParts,
  runs: PlanRuns,
  planId: number,
  { revision, seconds }: RunRequest,
  step?: NewStep,
): Promise<void> {
  const { db } = parts
  const before = await readDraft(db, planId, revision)
  const { teamId, day } = before
  const toPlan = await readDay(
    parts,
    teamId,
    day,
    readDecisions(before, dayClock(day, parts.timeZone)),
  )
  const budgetMillis = seconds * 1000
  await runs.start({
    toPlan,
    budgetMillis,
    warmStart: toWarmStart(toPlan.day, before),
    begin: (planned, point, node) =>
      db.transaction().execute(async (trx) => {
        await lockTeam(trx, teamId)
        const draft = await claimDraftForRun(trx, {
          planId,
          teamId,
          day,
          revision: before.revision,
        })
        if (step) await addStep(trx, planId, stateOf(before, parts.timeZone), step)
        await savePlanTravel(trx, planId, planned.by)
        await replaceTours(trx, planId, planned.tours, planned.clock)
        await saveUnassigned(trx, planId, planned.unassigned)
        const best = [toPoint(before, point.cost, 0), point]
        await addRun(trx, { planId, budgetMillis, resumed: true, best, node, before })
        return draft
      }),
    undo: (draft) => restoreTours(parts, before, draft, toPlan.clock),
  })
}

/** Puts tours back as they were, on the legs that they had. */
export async function restoreTours(
  parts: PlanningParts,
  before: Plan,
  draft: RunDraft,
  clock: DayClock,
): Promise<RunDraft> {
  const tours = await retimeTours(parts, before, before.tours.map(toWanted))
  return parts.db.transaction().execute(async (trx) => {
    const restored = await claimDraftForRun(trx, draft)
    await dropStep(trx, draft.planId)
    await replaceTours(trx, draft.planId, tours, clock)
    await savePlanTravel(trx, draft.planId, before)
    await saveUnassigned(trx, draft.planId, before.unassigned.map(toUnassigned))
    return restored
  })
}

export async function claimDraftForRun(trx: Db, draft: RunDraft): Promise<RunDraft> {
  const revision = await claimForRun(trx, draft.planId, draft.revision)
  if (revision === undefined) throw new Problem('plan-changed')
  return { ...draft, revision }
}
