import { keepsApart } from '../../../server/solver/check.ts'
import { addUp, appraiseTour } from '../../../server/solver/check-tour.ts'
import type { Problem } from '../../../server/solver/problem.ts'

/**
 * The least a plan can cost, found by trying everything: each set of stops in each order with each
 * vehicle, priced by the checker, then each way of dividing the stops. For a handful of stops.
 */
export function exhaustTours(problem: Problem): number {
  const done = problem.vehicles.flatMap(({ underway }) => underway?.done ?? [])
  const open = problem.stops.map((_, stop) => stop).filter((stop) => !done.includes(stop))
  const tables = problem.vehicles.map((_, v) => priceSets(problem, v, open))
  const everything = 2 ** open.length - 1
  const divide = (v: number, free: number, sets: readonly number[]): number => {
    const table = tables[v]
    if (!table) return sumPrizes(problem, open, free) + priceApart(problem, open, sets)
    let best = Infinity
    for (let set = free; ; set = (set - 1) & free) {
      const price = table[set] ?? Infinity
      if (price < best) best = Math.min(best, price + divide(v + 1, free ^ set, [...sets, set]))
      if (set === 0) return best
    }
  }
  return divide(0, everything, [])
}

/** What each set of open stops (a bit for each) costs a vehicle in the best order. */
function priceSets(problem: Problem, v: number, open: readonly number[]): Float64Array {
  const done = problem.vehicles[v]?.underway?.done ?? []
  const table = new Float64Array(2 ** open.length).fill(Infinity)
  const extend = (tour: readonly number[], set: number) => {
    const appraisal = appraiseTour(problem, v, [...done, ...tour])
    if ('broken' in appraisal) {
      // No further stop mends these.
      if (appraisal.broken === 'allowed' || appraisal.broken === 'stops') return
    } else {
      table[set] = Math.min(table[set] ?? Infinity, addUp(appraisal.cost))
    }
    open.forEach((stop, i) => {
      if ((set & (1 << i)) === 0) extend([...tour, stop], set | (1 << i))
    })
  }
  extend([], 0)
  return table
}

function sumPrizes(problem: Problem, open: readonly number[], set: number): number {
  return members(open, set).reduce((sum, stop) => sum + (problem.stops[stop]?.prize ?? 0), 0)
}

/** Nothing where the repeats are far enough apart, else Infinity. */
function priceApart(problem: Problem, open: readonly number[], sets: readonly number[]): number {
  const tours = sets.map((set, v) => [
    ...(problem.vehicles[v]?.underway?.done ?? []),
    ...members(open, set),
  ])
  const apart = (problem.repeats ?? []).every((repeat) => keepsApart(problem, repeat, tours))
  return apart ? 0 : Infinity
}

function members(open: readonly number[], set: number): number[] {
  return open.filter((_, i) => (set & (1 << i)) !== 0)
}
