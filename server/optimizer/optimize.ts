import type { SearchLimits } from '../../shared/optimizer-input.ts'
import type { SearchImprovement, VroomSolution } from '../../shared/optimizer.ts'
import type { Travel } from '../roads/index.ts'
import { checkDrawable, drawRoutes, wantsGeometry } from './draw-routes.ts'
import { measureTravel, type MeasuredTravel } from './measure-travel.ts'
import type { Explainer } from './explainer.ts'
import { readWarmStart } from './read-warm-start.ts'
import type { RouteTimer } from './route-timer.ts'
import type { SearchDesk, SearchPlan } from './search-best.ts'
import { tellImprovements } from './tell-improvements.ts'
import { checkSize, type SizeCaps } from './vroom/check-size.ts'
import type { VroomRequest } from './vroom/read-request.ts'
import { writeProblem } from './vroom/write-problem.ts'
import { addReasons } from './vroom/write-reasons.ts'
import { writeAnswer, writeSolution, type VroomPlan } from './vroom/write-solution.ts'

export interface OptimizerParts {
  readonly desk: SearchDesk
  readonly explainer: Pick<Explainer, 'explain'>
  /** Times given routes. */
  readonly timer: Pick<RouteTimer, 'timeRoutes'>
  /** Absent where there are no roads to ask. */
  readonly travel?: Travel
  /** What callers are held to. */
  readonly caps: SearchCaps
}

export interface SearchCaps extends SizeCaps {
  readonly seconds: number
  readonly iterations: number
  readonly threads: number
  /** Seconds that an explanation may take on top. */
  readonly explaining: number
}

export interface OptimizeWatch {
  readonly onImprovement?: (improvement: SearchImprovement) => void
  readonly signal: AbortSignal
}

/** Whether a problem brings all the travel it needs. */
export function needsRoads(request: VroomRequest): boolean {
  return !request.places.given || wantsGeometry(request)
}

/**
 * VROOM's JSON in, VROOM's JSON out.
 * @throws VroomRefusal, Problem optimizer-busy, road-engine-unavailable; AbortError when the caller hangs up while roads are asked
 */
export async function optimize(
  request: VroomRequest,
  parts: OptimizerParts,
  watch: OptimizeWatch,
): Promise<VroomSolution> {
  const { travel, caps } = parts
  const begun = performance.now()
  checkSize(request, caps)
  checkDrawable(request)
  const tables = await measureTravel(request, travel, watch.signal)
  const limits = capLimits(request.input.options?.beatline, caps)
  const loaded = performance.now()
  const plan: ExplainedPlan = request.planMode
    ? await parts.timer.timeRoutes(request, tables, watch.signal)
    : await searchPlan(request, tables, parts, limits, watch)
  const solved = performance.now()
  const routes =
    travel && wantsGeometry(request)
      ? await drawRoutes(request, plan.routes, travel, watch.signal)
      : plan.routes
  const times = {
    loading: Math.round(loaded - begun),
    solving: Math.round(solved - loaded),
    routing: Math.round(performance.now() - solved),
  }
  return writeAnswer({ ...plan, routes }, request, times, {
    travel: tables.source,
    seed: limits.seed,
    threads: limits.threads,
    ...(limits.iterations !== undefined && { iterations: limits.iterations }),
    seconds: (limits.milliseconds ?? 0) / 1000,
    ...(plan.explained !== undefined && { explained: plan.explained }),
    unused: [...request.unused],
  })
}

interface ExplainedPlan extends VroomPlan {
  /** Whether there was time for all reasons; absent when none were asked for. */
  readonly explained?: boolean
}

async function searchPlan(
  request: VroomRequest,
  tables: MeasuredTravel,
  { desk, explainer, caps }: OptimizerParts,
  limits: Omit<SearchPlan, 'warmStart'>,
  { onImprovement, signal }: OptimizeWatch,
): Promise<ExplainedPlan> {
  const { problem } = writeProblem(request, tables)
  const warmStart = readWarmStart(request, tables)
  const tell = tellImprovements(problem, onImprovement)
  const solution = await desk.searchBest(
    problem,
    { ...limits, warmStart },
    { onImprovement: tell, signal },
  )
  const plan = writeSolution(request, tables, solution)
  if (request.input.options?.beatline?.explain !== true) return plan
  const milliseconds = caps.explaining * 1000
  const explanation = await explainer.explain(problem, solution, { milliseconds, signal })
  return { ...addReasons(plan, request, explanation), explained: explanation.isWhole }
}

/** Nobody searches longer, or on more threads, than they may. */
function capLimits(asked: SearchLimits = {}, caps: SearchCaps): Omit<SearchPlan, 'warmStart'> {
  const { seconds = caps.seconds, patience, iterations, threads = 1, seed = 1 } = asked
  return {
    seed,
    threads: Math.min(threads, caps.threads),
    // Without limits of their own a search makes the solver's rounds; a time alone is not cut short by them.
    iterations:
      iterations === undefined
        ? asked.seconds === undefined
          ? DEFAULT_ITERATIONS
          : undefined
        : Math.min(iterations, caps.iterations),
    milliseconds: Math.min(seconds, caps.seconds) * 1000,
    patience: patience === undefined ? undefined : patience * 1000,
  }
}

/** Enough for a hundred tasks (a second or two), and the same answer every time. */
const DEFAULT_ITERATIONS = 30_000
