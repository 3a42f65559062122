import type { PlanWhy, whyParts } from '../../../shared/plan-why.ts'
import type { Plan } from '../../../shared/planning.ts'
import type { Db } from '../../platform/database/index.ts'
import type { openExplainer } from '../../optimizer/index.ts'
import type { Explanation } from '../../solver/index.ts'
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

/** What of a plan is asked about; all of it where nothing is said. */
interface WhyQuestion {
  readonly of?: (typeof whyParts)[number]
  readonly stopId?: number
  /** Of what is left out only these. */
  readonly retailerId?: readonly number[]
}

const NOTHING: Explanation = { tours: [], absences: [], isWhole: true, cost: 0 }

/**
 * Why a plan is as it is: two questions, one with its rules for what is left out, one as if everybody could go
 * everywhere for what a stop would cost elsewhere.
 * @param signal ends it soon, with what is explained by then
 * @throws Problem road-engine-unavailable
 */
export async function explainPlan(
  { db, timeZone, cache, explainer }: WhyParts,
  plan: Plan,
  { of, stopId, retailerId: asked }: WhyQuestion,
  signal: AbortSignal,
): Promise<PlanWhy> {
  const day = await readPlanDay({ db, timeZone }, plan)
  const clock = dayClock(plan.day, timeZone)
  const posed = posePlan(plan, day, await cache.travelOf(day), clock)
  const { problem, open, solution } = posed
  const absent = solution.unassigned.filter(
    ({ stop }) => asked?.includes(day.shops[stop]?.retailerId ?? NaN) !== false,
  )
  const limits = { milliseconds: MOST_MILLIS, signal }
  const shop = plan.tours.flatMap(({ stops }) => stops).find(({ id }) => id === stopId)?.retailerId
  const wanted = day.shops.flatMap(({ retailerId }, stop) => (retailerId === shop ? [stop] : []))
  const [ruled, free] = await Promise.all([
    of === 'stops' || stopId !== undefined || absent.length === 0
      ? NOTHING
      : explainer.explain(problem, { ...solution, unassigned: absent }, { ...limits, wanted: [] }),
    of === 'absences'
      ? NOTHING
      : explainer.explain(
          open,
          { ...solution, unassigned: [] },
          { ...limits, ...(stopId === undefined ? {} : { wanted }) },
        ),
  ])
  return {
    revision: plan.revision,
    isWhole: ruled.isWhole && free.isWhole,
    stops: writeStops(plan, posed, free),
    absences: writeAbsences(plan, posed, ruled, clock),
  }
}
