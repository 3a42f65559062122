import type { OneDay } from '../../../server/solver/day/one-day.ts'
import { chooseMultipliers } from './choose-multipliers.ts'
import { DayClock, NEVER } from './day-clock.ts'
import { GridBound } from './grid-bound.ts'
import { LabelBound } from './label-bound.ts'
import type { Bound, LabelPass } from './label-pass.ts'
import { rememberNearest } from './memory.ts'
import { listMirrorRoots, mirrorDay } from './mirror-day.ts'

export interface Proof {
  /** Cost of the best day there is, when it is below the given one; Infinity = no day is. */
  readonly least: number
  /** Its stops, in order. */
  readonly tour: readonly number[]
  /** False: there was not room enough to know. */
  readonly proven: boolean
}

/** The day as it is, or driven backwards. */
interface Way {
  readonly clock: DayClock
  readonly roots: readonly [number, number]
}

const STEP = 30
/** How many stops are remembered, pass for pass, back and forth; at last all of them. */
const MEMORIES = [12, 16, 20, 26, 32]
/** What costs more than this less is the same. */
const SAME = 1e-3

/** Whether a day is of the kind that can be proven: nothing limits it but time. */
function isProvable({ count, maxStops, demand, capacity }: OneDay): boolean {
  return maxStops >= count && demand.reduce((sum, amount) => sum + amount, 0) <= capacity
}

/**
 * Whether any day costs less than one that is known, by label setting back and forth with ever longer
 * memory, each pass the bound of the next. Costs are those of a `Solution`.
 * @throws RangeError for a day with limits of load or number, or of parts of seconds
 */
export function proveDay(day: OneDay, known: number, pass: LabelPass): Proof {
  const { count, prize, fixed } = day
  if (!isProvable(day)) throw new RangeError('Only days that time alone limits can be proven')
  const limit = known - SAME
  const there: Way = { clock: new DayClock(day), roots: [0, NEVER] }
  const back: Way = { clock: new DayClock(mirrorDay(day)), roots: listMirrorRoots(day) }
  const multipliers = chooseMultipliers(there.clock, known, pass)
  const prices = multipliers.map((price, stop) => price - (prize[stop] as number))
  const constant = prices.reduce((sum, price) => sum - price, fixed)
  const grid = new GridBound(back.clock, STEP)
  grid.weigh(multipliers)
  let bound: Bound = grid
  let way: Way = back
  let other: Way = there
  for (const many of MEMORIES) {
    const memory = rememberNearest(day, many)
    const task = { ...way, bound, multipliers, limit, memory, falls: false, exact: false }
    const { done, least } = pass.run(task)
    if (!done || least === Infinity) return { least: Infinity, tour: [], proven: done }
    bound = new LabelBound(other.clock, pass, prices, constant)
    ;[way, other] = [other, way]
  }
  const memory = rememberNearest(day, count)
  const task = { ...way, bound, multipliers, limit, memory, falls: true, exact: true }
  const { done, least, route } = pass.run(task)
  const tour = (way === back ? route.toReversed() : route).map((stop) => day.stops[stop] as number)
  return { least, tour, proven: done }
}
