import type { Heat } from './heat.ts'
import type { Meetings } from './meetings.ts'
import type { Plan, Snapshot } from './plan.ts'
import { Pool } from './pool.ts'
import type { Random } from './random.ts'
import { GreedyInsertion } from './recreate.ts'
import { StringRemoval } from './ruin.ts'

/** The temperature falls in this many steps; the last tenth goes downhill only. */
const STEPS = 512
const FALLING = 0.9
/** Iterations between two looks at the clock. */
const STRIDE = 32
/** Of the stops left out at most so many are tried in one iteration. */
const MOST_ABSENT = 10

/** How far the search has come, 0…1; 1 ends it. Called every few iterations. */
export type Progress = (iteration: number) => number

/**
 * Slack induction by string removals: ruin, recreate, accept by simulated annealing. Leaves the best
 * plan found in `plan` and `best`.
 * @param onBest called, now and then, after the best plan became better
 * @param meetings where searches side by side go on from the best of all
 * @returns how many rounds were made
 */
export function annealTours(
  plan: Plan,
  near: readonly Int32Array[],
  random: Random,
  heat: Heat,
  progress: Progress,
  best: Snapshot,
  onBest: () => void,
  meetings?: Meetings,
): number {
  const { movable, stopCount } = plan.model
  const pool = new Pool(stopCount)
  const removal = new StringRemoval(plan, random)
  const insertion = new GreedyInsertion(plan, random)
  best.take(plan)
  let current = plan.cost()
  let least = current
  let reported = least
  const temperatures = coolFrom(heat)
  const stride = strideOf(plan)
  let temperature = 0
  let iteration = 0
  for (; ; iteration++) {
    if (iteration % stride === 0) {
      if (least < reported) onBest()
      reported = least
      const done = progress(iteration)
      if (done >= 1) break
      temperature = temperatures[Math.floor(done * STEPS)]!
      if (meetings?.isDue(done)) {
        const other = meetings.meet(least, best.flat)
        if (other) {
          best.flat.set(other)
          best.restore(plan)
          current = least = plan.cost()
        }
      }
    }
    pool.count = 0
    const seed = movable[random.below(movable.length)]!
    if (plan.absentCount > 0) drawAbsent(plan, seed, near[seed]!, pool)
    removal.ruin(seed, near[seed]!, pool)
    insertion.recreate(pool)
    const cost = plan.cost()
    if (!(cost < current + temperature * random.exponential())) {
      plan.rollBack()
      continue
    }
    plan.commit()
    current = cost
    // What is less is rounding, not a gain.
    if (current < least - 1e-9 * (1 + Math.abs(least))) {
      least = current
      best.take(plan)
    }
  }
  meetings?.leave()
  best.restore(plan)
  return iteration
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
