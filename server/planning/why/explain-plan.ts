import type { PlanWhy } from '../../../shared/plan-why.ts'
import type { Plan } from '../../../shared/planning.ts'
import type { Db } from '../../platform/database/index.ts'
import type { openExplainer } from '../../optimizer/index.ts'
import { dayClock } from '../day-clock.ts'
import { readPlanDay } from '../price/read-plan-day.ts'
import type { TravelCache } from '../price/travel-cache.ts'
import { posePlan } from './pose-plan.ts'
import { writeAbsences } from './write-absences.ts'
import { writeStops } from './write-stops.ts'

/** For a desk that waits; what is not explained by then stays so, and is said to be. */
const MOST_MILLIS = 10_000

export interface WhyParts {
  readonly db: Db
  readonly timeZone: string
  readonly cache: TravelCache
  readonly explainer: ReturnType<typeof openExplainer>
}

/**
 * Why a plan is as it is: two questions, one with its rules for what is left out, one as if everybody could go
 * everywhere for what a stop would cost elsewhere.
 * @param signal ends it soon, with what is explained by then
 * @throws Problem road-engine-unavailable
 */
export async function explainPlan(
  { db, timeZone, cache, explainer }: WhyParts,
  plan: Plan,
  signal: AbortSignal,
): Promise<PlanWhy> {
  const day = await readPlanDay({ db, timeZone }, plan)
  const clock = dayClock(plan.day, timeZone)
  const posed = posePlan(plan, day, await cache.travelOf(day), clock)
  const { problem, open, solution } = posed
  const limits = { milliseconds: MOST_MILLIS, signal }
  const [ruled, free] = await Promise.all([
    explainer.explain(problem, solution, limits),
    explainer.explain(open, { ...solution, unassigned: [] }, limits),
  ])
  return {
    revision: plan.revision,
    isWhole: ruled.isWhole && free.isWhole,
    stops: writeStops(plan, posed, free),
    absences: writeAbsences(plan, posed, ruled, clock),
  }
}
