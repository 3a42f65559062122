import type { FastifyBaseLogger } from 'fastify'
import type { Db } from '../platform/database/index.ts'
import { Problem } from '../platform/problem.ts'
import type { PlanningParts } from './plan-day.ts'
import type { PlanRuns } from './plan-runs.ts'
import { planById, planHead } from './queries.ts'
import { resumePlan } from './resume-plan.ts'

/** A search with less left than this is not begun again. */
const LEAST_MILLIS = 500

export interface ImprovedParts extends PlanningParts {
  readonly runs: PlanRuns
  readonly log: Pick<FastifyBaseLogger, 'warn'>
}

/**
 * Changes a draft that a run may be improving: the run ends with the best so far, the change is made on that, and the
 * search goes on from the changed plan for the rest of its time.
 * @param change hears whether there was a run: then what it puts somewhere is to be locked there
 */
export async function editWhileImproved<Outcome>(
  parts: ImprovedParts,
  planId: number,
  change: (isImproved: boolean) => Promise<Outcome>,
): Promise<Outcome> {
  const { db, runs } = parts
  const left = await millisLeft(db, planId)
  await runs.pause(planId)
  try {
    return await change(left > 0)
  } finally {
    if (left > 0) await goOn(parts, planId, left)
  }
}

async function millisLeft(db: Db, planId: number): Promise<number> {
  const run = (await planById(db, planId))?.run
  return run ? Math.max(1, run.budget - run.elapsed) : 0
}

/** The change stands whether or not the search can go on. */
async function goOn(parts: ImprovedParts, planId: number, left: number): Promise<void> {
  const head = await planHead(parts.db, planId)
  if (!head) return
  const { teamId, day, revision } = head
  const tellOver = () => {
    parts.runs.tellOver({ planId, teamId, day, revision })
  }
  if (head.status !== 'draft' || left <= LEAST_MILLIS) {
    tellOver()
    return
  }
  try {
    const seconds = Math.ceil(left / 1000)
    await resumePlan(parts, parts.runs, planId, { revision, seconds })
  } catch (error) {
    tellOver()
    if (!(error instanceof Problem)) parts.log.warn({ err: error }, 'a search did not go on')
  }
}
