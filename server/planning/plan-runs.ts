import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Db } from '../platform/database/index.ts'
import { deskRoles } from '../../shared/auth.ts'
import { PlanRun, type Outcome, type RunDraft, type RunOrder, type RunParts } from './plan-run.ts'
import { askRunToEnd, hasRun, removeRun, type Ending } from './run-queries.ts'

const ASK_EVERY_MILLIS = 100

/** The searches of this node that improve drafts, and the means to end that of any node. */
export class PlanRuns {
  /** Names this node in the rows of its runs. */
  readonly node = randomUUID()
  readonly #parts: RunParts
  readonly #runs = new Set<PlanRun>()
  #closed = false

  constructor(parts: RunParts) {
    this.#parts = parts
  }

  /**
   * @returns the draft, once the tours found first are saved
   * @throws whatever kept them from being found, drawn or saved
   */
  async start(order: RunOrder): Promise<RunDraft> {
    const run = new PlanRun(this.#parts, order, this.node)
    this.#runs.add(run)
    void run.over.then(() => this.#runs.delete(run))
    if (this.#closed) run.end('leave')
    return run.begun
  }

  /** Ends the run of a plan, wherever it is; resolves once what it leaves is saved. Without a run, at once. */
  async end(planId: number, ending: Ending = 'keep'): Promise<void> {
    await this.#end(planId, ending, ending)
  }

  /** Ends it for a change from which it is to go on: desks hear nothing of it. */
  async pause(planId: number): Promise<void> {
    await this.#end(planId, 'change', 'keep')
  }

  /** Tells of the end of a run that was paused and does not go on. */
  tellOver({ planId, teamId, day, revision }: RunDraft): void {
    const news = { planId, teamId, day, revision, state: 'done' } as const
    this.#parts.announce('plan:improved', [news], { roles: deskRoles })
  }

  #end(planId: number, here: Outcome, elsewhere: Ending): Promise<void> {
    const own = [...this.#runs].find(({ draft }) => draft?.planId === planId)
    own?.end(here)
    return own ? own.over : endElsewhere(this.#parts.db, planId, elsewhere)
  }

  /** Leaves all runs of this node, with the best so far, to another, or to this one when it starts anew. */
  async close(): Promise<void> {
    this.#closed = true
    const runs = [...this.#runs]
    for (const run of runs) run.end('leave')
    await Promise.all(runs.map(({ over }) => over))
  }
}

async function endElsewhere(db: Db, planId: number, ending: Ending): Promise<void> {
  if (!(await hasRun(db, planId))) return
  await askRunToEnd(db, planId, ending)
  while (await hasRun(db, planId)) await wait(ASK_EVERY_MILLIS)
  // Where the node is gone, nobody else takes the row away.
  await removeRun(db, planId)
}
