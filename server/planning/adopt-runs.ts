import { deskRoles } from '../../shared/auth.ts'
import { dayClock } from './day-clock.ts'
import { readDecisions, toWarmStart } from './decisions.ts'
import { readDay } from './plan-day.ts'
import type { RunParts } from './plan-run.ts'
import type { PlanRuns } from './plan-runs.ts'
import { planById } from './queries.ts'
import { claimDraftForRun, restoreTours } from './resume-plan.ts'
import { addRunPoint, removeRun, takeLostRuns, type LostRun } from './run-queries.ts'
import { lockTeam, replaceTours, savePlanTravel, saveUnassigned } from './write-queries.ts'

/** What is left of a budget is this at least, so that a run is ended in the usual way. */
const LEAST_MILLIS = 1000

/**
 * Goes on with runs whose node is gone, from the tours that they saved last.
 * @param alone there is no other node: what is there was this one's
 */
export async function adoptRuns(parts: RunParts, runs: PlanRuns, alone: boolean): Promise<void> {
  const lost = await takeLostRuns(parts.db, runs.node, alone)
  await Promise.all(lost.map((run) => adoptRun(parts, runs, run)))
}

async function adoptRun(parts: RunParts, runs: PlanRuns, run: LostRun): Promise<void> {
  const { db, timeZone, announce, log } = parts
  const { planId, budgetMillis, before } = run
  const saved = await planById(db, planId)
  if (!saved) return
  const { teamId, day, revision } = saved
  const last = run.best.at(-1)
  const elapsedBefore = last?.elapsed ?? 0
  try {
    const toPlan = await readDay(parts, teamId, day, readDecisions(saved, dayClock(day, timeZone)))
    await runs.start({
      toPlan,
      budgetMillis: Math.max(LEAST_MILLIS, budgetMillis - elapsedBefore),
      elapsedBefore,
      warmStart: toWarmStart(toPlan.day, saved),
      begin: (planned, point) =>
        db.transaction().execute(async (trx) => {
          await lockTeam(trx, teamId)
          const draft = await claimDraftForRun(trx, { planId, teamId, day, revision })
          await savePlanTravel(trx, planId, planned.by)
          await replaceTours(trx, planId, planned.tours, planned.clock)
          await saveUnassigned(trx, planId, planned.unassigned)
          // What was shown last is found again first; it is a point already.
          if (point.cost !== last?.cost) await addRunPoint(trx, planId, point)
          return draft
        }),
      ...(before && { undo: (draft) => restoreTours(parts, before, draft, toPlan.clock) }),
    })
    log.info({ plan: planId }, 'a plan is improved on, whose server was gone')
  } catch (error) {
    log.warn({ err: error, plan: planId }, 'a plan is not improved any more')
    await removeRun(db, planId, runs.node)
    const news = { planId, teamId, day, revision, state: 'failed' } as const
    announce('plan:improved', [news], { roles: deskRoles })
  }
}
