import type { Heat } from './heat.ts'
import type { Meetings } from './meetings.ts'
import { Snapshot } from './plan.ts'
import type { Plan } from './plan.ts'
import { PlainTours } from './plain-tours.ts'
import { Pool } from './pool.ts'
import type { Random } from './random.ts'
import { GreedyInsertion } from './recreate.ts'
import { StringRemoval } from './ruin.ts'
import { TailExchange } from './tail-exchange.ts'

/** The temperature falls in this many steps; the last tenth goes downhill only. */
const STEPS = 512
const FALLING = 0.9
/** Iterations between two looks at the clock. */
const STRIDE = 32
/** Of the stops left out at most so many are tried in one iteration. */
const MOST_ABSENT = 10
/** Exchanges of tails drawn before each ruin; nearly all are refused at a glance. */
const EXCHANGES = 8

/** How far the search has come, 0…1; 1 ends it. Called every few iterations. */
export type Progress = (iteration: number) => number

/**
 * Slack induction by string removals: ruin, recreate, accept by simulated annealing. One search may
 * anneal several times, one stretch after the other.
 */
export class Annealing {
  readonly plan: Plan
  readonly near: readonly Int32Array[]
  readonly random: Random
  /** How many rounds were made, and how far the search has come. */
  rounds = 0
  done = 0
  /** The best plan of the last stretch, and its cost. */
  readonly found: Snapshot
  foundCost: number
  /** The best plan of all stretches. */
  readonly best: Snapshot
  #least: number
  readonly #progress: Progress
  readonly #onBest: () => void
  readonly #pool: Pool
  readonly #removal: StringRemoval
  readonly #insertion: GreedyInsertion
  readonly #tails: TailExchange | undefined
  #current = 0

  /** @param onBest called, now and then, after the best plan became better */
  constructor(
    plan: Plan,
    near: readonly Int32Array[],
    random: Random,
    progress: Progress,
    best: Snapshot,
    onBest: () => void,
  ) {
    this.plan = plan
    this.near = near
    this.random = random
    this.best = best
    this.#progress = progress
    this.#onBest = onBest
    this.#pool = new Pool(plan.model.stopCount)
    this.#removal = new StringRemoval(plan, random)
    this.#insertion = new GreedyInsertion(plan, random)
    this.#tails = plan instanceof PlainTours ? new TailExchange(plan, near, random) : undefined
    this.found = new Snapshot(plan.model)
    best.take(plan)
    this.foundCost = this.#least = plan.cost()
  }

  /**
   * Anneals the present plan until the search has come to `findEnd()`, which may change on the way,
   * and goes back to the best plan it came by.
   * @param meetings where searches side by side go on from the best of all
   */
  cool(heat: Heat, findEnd: () => number, meetings?: Meetings): void {
    const { plan, random } = this
    const temperatures = coolFrom(heat)
    const stride = strideOf(plan)
    const from = this.done
    let temperature = 0
    this.#current = plan.cost()
    let reported = this.#least
    this.#find(this.#current)
    for (let round = 0; ; round++) {
      if (round % stride === 0) {
        if (this.#least < reported) this.#onBest()
        reported = this.#least
        this.done = this.#progress(this.rounds)
        const end = Math.min(1, findEnd())
        if (this.done >= end) break
        temperature = temperatures[Math.floor(((this.done - from) / (end - from)) * STEPS)]!
        if (meetings?.isDue(this.done)) {
          const other = meetings.meet(this.#least, this.best.flat)
          if (other) {
            this.best.flat.set(other)
            this.best.restore(plan)
            this.#current = plan.cost()
            this.#find(this.#current)
          }
        }
      }
      this.rounds++
      for (let i = 0; this.#tails && i < EXCHANGES; i++) {
        const most = temperature * random.exponential()
        if (this.#tails.tryOne(most)) this.#judge(most)
      }
      const most = temperature * random.exponential()
      if (this.#change(this.#current + most)) this.#judge(most)
      else plan.rollBack()
    }
    this.found.restore(plan)
  }

  /** Keeps a trial that makes the plan dearer by less than `most`, else undoes it. */
  #judge(most: number): void {
    const { plan } = this
    const cost = plan.cost()
    if (!(cost < this.#current + most)) {
      plan.rollBack()
      return
    }
    plan.commit()
    this.#current = cost
    // What is less is rounding, not a gain.
    if (cost < this.foundCost - 1e-9 * (1 + Math.abs(this.foundCost))) this.#find(cost)
  }

  /** Ruins and recreates; false when it was plain on the way that the plan would cost `below` or more. */
  #change(below: number): boolean {
    const { plan, near, random } = this
    const { movable } = plan.model
    const pool = this.#pool
    pool.count = 0
    const seed = movable[random.below(movable.length)]!
    if (plan.absentCount > 0) drawAbsent(plan, seed, near[seed]!, pool)
    this.#removal.ruin(seed, near[seed]!, pool)
    return this.#insertion.recreate(pool, this.#tails ? below : Infinity)
  }

  /** The present plan is the best of this stretch. */
  #find(cost: number): void {
    this.foundCost = cost
    this.found.take(this.plan)
    if (!(cost < this.#least - 1e-9 * (1 + Math.abs(this.#least)))) return
    this.#least = cost
    this.best.flat.set(this.found.flat)
  }
}

function coolFrom({ start, fall }: Heat): Float64Array {
  const temperatures = new Float64Array(STEPS)
  // Math.pow may differ in its last bit between engines; rounded to 32 bits it does not.
  const step = Math.fround(Math.pow(fall, 1 / STEPS))
  for (let i = 0, t = start; i < STEPS * FALLING; i++, t *= step) temperatures[i] = t
  return temperatures
}

/** Rounds between two looks at the clock: to place pairs in long tours takes long. */
function strideOf({ model }: Plan): number {
  return model.partner ? 1 : STRIDE
}

/** Stops left out, the nearest to the seed, so that they meet the room its ruin makes. */
function drawAbsent({ tourOf }: Plan, seed: number, near: Int32Array, pool: Pool): void {
  if (tourOf[seed] === -1) pool.add(seed)
  for (let i = 0; i < near.length && pool.count < MOST_ABSENT; i++)
    if (tourOf[near[i]!] === -1) pool.add(near[i]!)
}
