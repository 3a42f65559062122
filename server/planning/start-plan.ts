import type { PlanRequest } from '../../shared/planning.ts'
import { locksOfDay } from './locks/locks-of-day.ts'
import { addPlanned } from './make-plan.ts'
import { readDay, type PlanningParts } from './plan-day.ts'
import type { PlanRuns } from './plan-runs.ts'
import { requireTeamExists } from './queries.ts'
import { addRun } from './run-queries.ts'

/** For a team's day, as long as a person watches; one person's is done within a second of the click. */
const [TEAM_MILLIS, PERSON_MILLIS] = [5000, 600]

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
  const toPlan = await readDay(parts, teamId, day, decided)
  const budgetMillis = toPlan.day.people.length === 1 ? PERSON_MILLIS : TEAM_MILLIS
  const { planId } = await runs.start({
    toPlan,
    budgetMillis,
    begin: (planned, point, node) =>
      parts.db.transaction().execute(async (trx) => {
        const id = await addPlanned(trx, { teamId, day, createdBy }, planned)
        await addRun(trx, { planId: id, budgetMillis, resumed: false, best: [point], node })
        return { planId: id, teamId, day, revision: 1 }
      }),
  })
  return planId
}
