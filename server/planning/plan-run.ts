import { isDeepStrictEqual } from 'node:util'
import type { FastifyBaseLogger } from 'fastify'
import { deskRoles } from '../../shared/auth.ts'
import type { PlanImprovement } from '../../shared/live.ts'
import type { PlanSearch } from '../../shared/plan-problem.ts'
import type { Plan, RunPoint } from '../../shared/planning.ts'
import type { Announce } from '../platform/announce.ts'
import { drawPlanned, type DayToPlan, type PlannedDay, type PlanningParts } from './plan-day.ts'
import { readTours } from './plan-tours.ts'
import {
  addRunPoint,
  claimForRun,
  leaveRun,
  removeRun,
  renewRun,
  type Ending,
} from './run-queries.ts'
import { searchDay, type DaySearch } from './search-day.ts'
import { keepSearch } from './searches/search-queries.ts'
import { showLatest } from '../platform/show-latest.ts'
import type { Solution } from '../solver/index.ts'
import { saveTours, saveUnassigned } from './write-queries.ts'

/** Better tours are saved and told at most twice a second, those of a short search some times before its end. */
const [SHOW_EVERY_MILLIS, SHOWN_TIMES] = [500, 5]
const RENEW_EVERY_MILLIS = 1000

/** What becomes of a run: as somebody wants it to end, left to another node, or gone on with from a change ('change'). */
export type Outcome = Ending | 'leave' | 'change'

export interface RunParts extends PlanningParts {
  readonly announce: Announce
  readonly log: Pick<FastifyBaseLogger, 'info' | 'warn'>
}

/** The draft that a run improves, as the run last saved it. */
export interface RunDraft {
  readonly planId: number
  readonly teamId: number
  readonly day: string
  readonly revision: number
}

export interface RunOrder extends Pick<DaySearch, 'budgetMillis' | 'warmStart'> {
  readonly toPlan: DayToPlan
  /** Milliseconds of search before, on a node that is gone. */
  readonly elapsedBefore?: number
  /** Saves what is found first, and that a run has begun, on a node. */
  begin(planned: PlannedDay, point: RunPoint, node: string): Promise<RunDraft>
  /** Brings the draft back as it was before, when there was one. */
  undo?(draft: RunDraft): Promise<RunDraft>
}

interface Found {
  readonly solution: Solution
  readonly elapsed: number
}

/** A search in the background: better tours are saved in the draft, and told to the desks, as they come. */
export class PlanRun {
  /** Once what is found first is saved; rejects with whatever kept it from that. */
  readonly begun: Promise<RunDraft>
  /** Once the run is over and all that it leaves is saved. Never rejects. */
  readonly over: Promise<void>
  readonly #parts: RunParts
  readonly #order: RunOrder
  readonly #node: string
  readonly #stop = new AbortController()
  #outcome: Outcome = 'keep'
  #search: PlanSearch | undefined
  #failed = false
  #draft: RunDraft | undefined
  #shown: PlannedDay | undefined
  #begin: (draft: RunDraft) => void = () => undefined
  #refuse: (error: unknown) => void = () => undefined

  constructor(parts: RunParts, order: RunOrder, node: string) {
    this.#parts = parts
    this.#order = order
    this.#node = node
    this.begun = new Promise((resolve, reject) => {
      this.#begin = resolve
      this.#refuse = reject
    })
    this.over = this.#run()
  }

  /** The plan that it improves; undefined until the tours found first are saved. */
  get draft(): RunDraft | undefined {
    return this.#draft
  }

  /** Ends it soon; see `over`. */
  end(outcome: Outcome): void {
    if (outcome !== 'keep') this.#outcome = outcome
    this.#stop.abort()
  }

  async #run(): Promise<void> {
    const { toPlan, elapsedBefore = 0, ...search } = this.#order
    const { signal } = this.#stop
    const pause = Math.min(SHOW_EVERY_MILLIS, search.budgetMillis / SHOWN_TIMES)
    const showing = showLatest((found: Found) => this.#show(found), pause)
    const renewing = setInterval(() => void this.#renew(), RENEW_EVERY_MILLIS)
    const onBest = (solution: Solution, elapsed: number) => {
      showing.offer({ solution, elapsed: elapsedBefore + elapsed })
    }
    try {
      const { solver } = this.#parts
      this.#search = await searchDay(solver, toPlan.problem, { ...search, signal, onBest })
    } catch (error) {
      this.#fail(error)
    }
    await showing.end()
    clearInterval(renewing)
    await this.#finish()
  }

  async #show({ solution, elapsed }: Found): Promise<void> {
    if (this.#failed) return
    const { toPlan } = this.#order
    try {
      const planned = await drawPlanned(toPlan, readTours(toPlan.day, toPlan.problem, solution))
      const point = toPoint(planned, solution.cost, elapsed)
      const draft = this.#draft
        ? await this.#save(this.#draft, planned, point)
        : await this.#order.begin(planned, point, this.#node)
      // Somebody changed the draft: it is theirs now.
      if (!draft) {
        this.#stop.abort()
        return
      }
      this.#draft = draft
      this.#shown = planned
      this.#begin(draft)
      this.#tell('improving')
    } catch (error) {
      this.#fail(error)
    }
  }

  /** @returns undefined when the draft is not as the run left it */
  #save(draft: RunDraft, { tours, ...planned }: PlannedDay, point: RunPoint) {
    const { planId } = draft
    const shown = this.#shown?.tours ?? []
    const changed = tours.filter((tour, index) => !isDeepStrictEqual(tour, shown[index]))
    return this.#parts.db.transaction().execute(async (trx): Promise<RunDraft | undefined> => {
      const revision = await claimForRun(trx, planId, draft.revision)
      if (revision === undefined) return undefined
      await saveTours(trx, planId, changed, planned.clock)
      await saveUnassigned(trx, planId, planned.unassigned)
      await addRunPoint(trx, planId, point)
      return { ...draft, revision }
    })
  }

  async #renew(): Promise<void> {
    if (!this.#draft) return
    try {
      const ending = await renewRun(this.#parts.db, this.#draft.planId, this.#node)
      if (ending) this.end(ending)
    } catch (error) {
      this.#fail(error)
    }
  }

  async #finish(): Promise<void> {
    if (!this.#draft) return
    const { db } = this.#parts
    const { planId } = this.#draft
    try {
      if (this.#outcome === 'leave' && !this.#failed) {
        await leaveRun(db, planId, this.#node)
        return
      }
      if (this.#outcome === 'undo' && this.#order.undo)
        this.#draft = await this.#order.undo(this.#draft)
      else await this.#keepSearch(planId)
      await removeRun(db, planId, this.#node)
    } catch (error) {
      this.#fail(error)
    }
    // Where it goes on from a change, desks that are told of an end would show one for a moment.
    if (this.#failed) this.#tell('failed')
    else if (this.#outcome !== 'change') this.#tell('done')
  }

  async #keepSearch(planId: number): Promise<void> {
    if (!this.#search || this.#failed) return
    const document = await this.#parts.solver.describe(this.#order.toPlan.problem)
    await keepSearch(this.#parts.db, planId, { document, search: this.#search })
  }

  #fail(error: unknown): void {
    this.#failed = true
    this.#stop.abort()
    this.#refuse(error)
    if (this.#draft) this.#parts.log.warn({ err: error }, 'a plan is not improved any more')
  }

  #tell(state: PlanImprovement['state']): void {
    if (this.#draft)
      this.#parts.announce('plan:improved', [{ ...this.#draft, state }], { roles: deskRoles })
  }
}

/** What the tours of a day come to. */
export function toPoint(
  { tours, unassigned }: Pick<Plan | PlannedDay, 'tours' | 'unassigned'>,
  cost: number,
  elapsed: number,
): RunPoint {
  return {
    elapsed: Math.round(elapsed),
    cost,
    metres: tours.reduce((sum, { metres }) => sum + metres, 0),
    travelSeconds: tours.reduce((sum, { travelSeconds }) => sum + travelSeconds, 0),
    unassigned: unassigned.length,
  }
}
