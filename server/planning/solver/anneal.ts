import type { Random } from './random.ts'
import { recreateTours } from './recreate.ts'
import { ruinTours } from './ruin.ts'
import type { Tours } from './tours.ts'

/** The temperature falls in this many steps by `STEP` each: to a hundredth in all. */
const STEPS = 512
const STEP = Math.fround(Math.pow(0.01, 1 / STEPS))
/** Iterations between two looks at the clock. */
const STRIDE = 32
/** Of the stops left out at most so many are tried in one iteration. */
const MOST_ABSENT = 10

/** How far the search has come, 0…1; 1 ends it. Called every few iterations. */
export type Progress = (iteration: number) => number

/**
 * Slack induction by string removals: ruin, recreate, accept by simulated annealing. Leaves the best
 * plan found in `tours`.
 * @param heat start temperature in mean legs
 * @param onBest called, now and then, after the best plan became better, with its tours
 * @returns how many rounds were made
 */
export function annealTours(
  tours: Tours,
  near: readonly Int32Array[],
  random: Random,
  heat: number,
  progress: Progress,
  onBest: (tours: number[][]) => void,
): number {
  const { movable } = tours.model
  let current = tours.cost()
  let best = current
  let bestTours = tours.list()
  let reported = best
  const temperatures = coolFrom(heat * meanLeg(tours))
  let temperature = 0
  const pool: number[] = []
  let iteration = 0
  for (; ; iteration++) {
    if (iteration % STRIDE === 0) {
      if (best < reported) onBest(bestTours)
      reported = best
      const done = progress(iteration)
      if (done >= 1) break
      temperature = temperatures[Math.floor(done * STEPS)]!
    }
    pool.length = 0
    const seed = movable[random.below(movable.length)]!
    drawAbsent(tours, seed, near[seed]!, pool)
    ruinTours(tours, seed, near[seed]!, random, pool)
    recreateTours(tours, pool, random)
    const cost = tours.cost()
    if (!(cost < current + temperature * random.exponential())) {
      tours.rollBack()
      continue
    }
    tours.commit()
    current = cost
    if (current < best) {
      best = current
      bestTours = tours.list()
    }
  }
  loadTours(tours, bestTours)
  return iteration
}

/** Replaces all tours. */
export function loadTours(tours: Tours, lists: readonly (readonly number[])[]): void {
  lists.forEach((stops, vehicle) => {
    tours.assign(vehicle, Int32Array.from(stops), stops.length)
  })
  tours.commit()
}

function coolFrom(start: number): Float64Array {
  const temperatures = new Float64Array(STEPS)
  for (let i = 0, t = start; i < STEPS; i++, t *= STEP) temperatures[i] = t
  return temperatures
}

/** Mean price of a leg of the present tours. */
function meanLeg(tours: Tours): number {
  let price = 0
  let legs = 0
  for (const tour of tours.all) {
    if (tour.length === 0) continue
    price += tour.cost - tour.vehicle.fixed
    legs += tour.length + 1
  }
  return legs === 0 ? 0 : price / legs
}

/** Stops left out, the nearest to the seed, so that they meet the room its ruin makes. */
function drawAbsent(tours: Tours, seed: number, near: Int32Array, pool: number[]): void {
  if (tours.tourOf[seed] === -1) pool.push(seed)
  for (let i = 0; i < near.length && pool.length < MOST_ABSENT; i++)
    if (tours.tourOf[near[i]!] === -1) pool.push(near[i]!)
}
