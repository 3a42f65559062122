import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { RunParts } from '../plan-run.ts'
import {
  askHorizonToEnd,
  closeHorizon,
  discardDrafts,
  isHorizonRunning,
  runningHorizonOf,
  type HorizonEnding,
} from './horizon-queries.ts'
import { HorizonRun, type HorizonOrder } from './horizon-run.ts'

const ASK_EVERY_MILLIS = 100

/** The horizons that this node improves, and the means to end those of any node. */
export class HorizonRuns {
  /** Names this node in the rows of its runs. */
  readonly node = randomUUID()
  readonly #parts: RunParts
  readonly #runs = new Set<HorizonRun>()
  #closed = false

  constructor(parts: RunParts) {
    this.#parts = parts
  }

  /**
   * @returns the horizon's id, once a draft of each of its days is saved
   * @throws whatever kept them from being found, drawn or saved
   */
  async start(order: HorizonOrder): Promise<number> {
    const run = new HorizonRun(this.#parts, order, this.node)
    this.#runs.add(run)
    void run.over.then(() => this.#runs.delete(run))
    if (this.#closed) run.end('leave')
    return (await run.begun).id
  }

  /** Ends a run, wherever it is; resolves once what it leaves is saved. Without one, at once. */
  async end(id: number, ending: HorizonEnding = 'keep'): Promise<void> {
    const own = [...this.#runs].find((run) => run.id === id)
    own?.end(ending)
    if (own) return own.over
    const { db } = this.#parts
    await askHorizonToEnd(db, id, ending)
    while (await isHorizonRunning(db, id)) await wait(ASK_EVERY_MILLIS)
    // Where the node is gone, nobody else does it.
    if (ending === 'discard') await discardDrafts(db, id)
    return closeHorizon(db, id)
  }

  /** Ends the run that improves a plan among others, with the best so far. */
  async endOf(planId: number): Promise<void> {
    const id = await runningHorizonOf(this.#parts.db, planId)
    if (id !== undefined) await this.end(id)
  }

  /** Leaves all runs of this node, with the best so far, to another, or to this one when it starts anew. */
  async close(): Promise<void> {
    this.#closed = true
    const runs = [...this.#runs]
    for (const run of runs) run.end('leave')
    await Promise.all(runs.map(({ over }) => over))
  }
}
