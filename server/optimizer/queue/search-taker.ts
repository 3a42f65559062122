import { randomUUID } from 'node:crypto'
import { gunzip } from 'node:zlib'
import { promisify } from 'node:util'
import type { FastifyBaseLogger } from 'fastify'
import type { Db } from '../../platform/database/index.ts'
import { showLatest } from '../../platform/show-latest.ts'
import type { Problem } from '../../solver/index.ts'
import { readProblem } from '../problem-json.ts'
import { solverVersion } from '../solver-version.ts'
import type { SolverPool } from '../solver-pool.ts'
import {
  giveBack,
  problemDocument,
  renewSearch,
  takeSearch,
  tellEnded,
  tellFound,
  type Found,
  type TakenSearch,
} from './queries.ts'

const RENEW_EVERY_MILLIS = 1000
const TELL_EVERY_MILLIS = 200
/** Problems kept at hand: the rounds of a plan follow each other. */
const MOST_PROBLEMS = 4

export type QueueLog = Pick<FastifyBaseLogger, 'info' | 'warn'>

export interface TakerParts {
  readonly db: Db
  readonly pool: Pick<SolverPool, 'solve' | 'threads' | 'isFree'>
  readonly log: QueueLog
  /** For so long a search is left to others, in milliseconds. */
  readonly afterMillis: number
}

/** Takes searches of the queue as long as there are threads free, and makes them. */
export class SearchTaker {
  readonly id = randomUUID()
  readonly #parts: TakerParts
  readonly #running = new Map<number, AbortController>()
  readonly #making = new Set<Promise<void>>()
  readonly #problems = new Map<string, Promise<Problem>>()
  readonly #timer: NodeJS.Timeout
  #filling: Promise<void> | undefined
  #closed = false

  constructor(parts: TakerParts) {
    this.#parts = parts
    this.#timer = setInterval(() => {
      for (const id of this.#running.keys()) void this.renew(id)
      this.fill()
    }, RENEW_EVERY_MILLIS)
  }

  get busy(): number {
    return this.#running.size
  }

  /** Takes what there is, as far as there are threads. */
  fill(): void {
    this.#filling ??= this.#fill().finally(() => {
      this.#filling = undefined
    })
  }

  /** Says that a search is being made, and ends it when nobody wants it any more. */
  async renew(id: number): Promise<void> {
    const running = this.#running.get(id)
    if (!running) return
    try {
      if (await renewSearch(this.#parts.db, id, this.id)) running.abort()
    } catch (error) {
      this.#parts.log.warn({ err: error, search: id }, 'no word about a search could be left')
    }
  }

  /** Gives back what it has, for others to make, and takes no more. */
  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#timer)
    await this.#filling
    for (const running of this.#running.values()) running.abort()
    await Promise.all(this.#making)
    await giveBack(this.#parts.db, this.id)
  }

  async #fill(): Promise<void> {
    const { db, pool, log, afterMillis } = this.#parts
    try {
      while (!this.#closed && this.#running.size < pool.threads && pool.isFree()) {
        const taken = await takeSearch(db, solverVersion(), this.id, afterMillis)
        if (!taken) return
        const making = this.#make(taken).finally(() => {
          this.#making.delete(making)
          this.fill()
        })
        this.#making.add(making)
      }
    } catch (error) {
      log.warn({ err: error }, 'no search could be taken')
    }
  }

  async #make({ id, problemHash, search }: TakenSearch): Promise<void> {
    const { db, pool, log } = this.#parts
    const controller = new AbortController()
    this.#running.set(id, controller)
    const tell = showLatest(async (found: Found) => {
      await tellFound(db, id, this.id, found).catch((error: unknown) => {
        log.warn({ err: error, search: id }, 'better tours could not be told')
      })
    }, TELL_EVERY_MILLIS)
    let [made, millis] = [0, 0]
    try {
      const solution = await pool.solve(await this.#problem(problemHash), search, {
        signal: controller.signal,
        onImprovement: (found, elapsed) => {
          tell.offer({ solution: found, elapsed })
        },
        onMade: (...told) => {
          ;[made, millis] = told
        },
      })
      await tell.end()
      if (!this.#closed) await tellEnded(db, id, this.id, { solution, made, millis })
      const facts = { search: id, iterations: made, millis: Math.round(millis) }
      log.info(facts, this.#closed ? 'a search is given back' : 'a search is made')
    } catch (error) {
      log.warn({ err: error, search: id }, 'a search failed')
      const ended = { error: String(error), isRefusal: error instanceof RangeError }
      await tellEnded(db, id, this.id, ended).catch(() => undefined)
    } finally {
      this.#running.delete(id)
    }
  }

  #problem(hash: string): Promise<Problem> {
    const known = this.#problems.get(hash)
    if (known) return known
    const problem = fetchProblem(this.#parts.db, hash)
    problem.catch(() => this.#problems.delete(hash))
    this.#problems.set(hash, problem)
    const [oldest] = this.#problems.keys()
    if (oldest !== undefined && this.#problems.size > MOST_PROBLEMS) this.#problems.delete(oldest)
    return problem
  }
}

async function fetchProblem(db: Db, hash: string): Promise<Problem> {
  const document = await problemDocument(db, hash)
  if (!document) throw new Error(`there is no problem ${hash}`)
  return readProblem((await promisify(gunzip)(document)).toString('utf8'))
}
