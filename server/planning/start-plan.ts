import type { PlanRequest } from '../../shared/planning.ts'
import { locksOfDay } from './locks/locks-of-day.ts'
import { addPlanned } from './make-plan.ts'
import { readDay, type PlanningParts } from './plan-day.ts'
import type { PlanRuns } from './plan-runs.ts'
import { requireTeamExists } from './queries.ts'
import { addRun } from './run-queries.ts'

/** For a day, as long as a person watches. */
const BUDGET_MILLIS = 5000

/**
 * Makes the next version of a team's day and goes on improving it in the background.
 * @returns the id of the draft, once the tours found first are in it
 * @throws Problem nobody-works, nothing-due, not-found, road-engine-unavailable
 */
export async function startPlan(
  parts: PlanningParts,
  runs: PlanRuns,
  { teamId, day, fromId }: PlanRequest,
  createdBy: number | null,
): Promise<number> {
  await requireTeamExists(parts.db, teamId)
  const decided = await locksOfDay(parts, { teamId, day }, fromId)
  const { planId } = await runs.start({
    toPlan: await readDay(parts, teamId, day, decided),
    budgetMillis: BUDGET_MILLIS,
    begin: (planned, point, node) =>
      parts.db.transaction().execute(async (trx) => {
        const id = await addPlanned(trx, { teamId, day, createdBy }, planned)
        const run = { planId: id, budgetMillis: BUDGET_MILLIS, resumed: false, best: [point], node }
        await addRun(trx, run)
        return { planId: id, teamId, day, revision: 1 }
      }),
  })
  return planId
}
