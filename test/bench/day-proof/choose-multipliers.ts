import { countVisits } from './count-visits.ts'
import type { DayClock } from './day-clock.ts'
import { NEVER } from './day-clock.ts'
import { GridBound } from './grid-bound.ts'
import type { Found, LabelPass } from './label-pass.ts'
import { rememberNearest } from './memory.ts'
import { raiseBound } from './raise-bound.ts'

/** On the grid, first, at so many seconds: fast. */
const ROUGH = { step: 60, rounds: 120, share: 1 }
/** Then with so many stops remembered. */
const FINE = { step: 30, rounds: 40, share: 0.5, nearest: 12 }
/** By so much above what is known to be out of reach a day is sought, then by so much more. */
const REACH = 1500

/** What to charge for each visit so that a day that repeats stops costs nearly as much as one that does not. */
export function chooseMultipliers(clock: DayClock, known: number, pass: LabelPass): Float64Array {
  const { count } = clock.day
  const rough = new GridBound(clock, ROUGH.step)
  const weighRoughly = (multipliers: Float64Array) => {
    const visits = rough.weigh(multipliers)
    return { least: rough.least, visits }
  }
  const first = raiseBound(weighRoughly, new Float64Array(count), known, ROUGH)
  const grid = new GridBound(clock, FINE.step)
  const memory = rememberNearest(clock.day, FINE.nearest)
  const common = {
    clock,
    bound: grid,
    memory,
    roots: [0, NEVER],
    falls: true,
    exact: false,
  } as const
  let reached = -Infinity
  const weigh = (multipliers: Float64Array) => {
    grid.weigh(multipliers)
    let limit = Math.max(grid.least, reached)
    let found: Found
    do {
      limit = Math.min(known, limit + REACH)
      found = pass.run({ ...common, multipliers, limit })
    } while (found.done && found.least === Infinity && limit < known)
    const least = Math.min(known, found.least)
    reached = Math.max(reached, least)
    return { least, visits: countVisits(found.route, count) }
  }
  return raiseBound(weigh, first, known, FINE)
}
