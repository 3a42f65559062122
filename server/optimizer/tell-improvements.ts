import type { SearchImprovement } from '../../shared/optimizer.ts'
import type { Problem, Solution } from '../solver/index.ts'

/** Milliseconds between two; the last of a burst is not told, as the answer itself follows. */
const PAUSE = 100

/** Turns better plans into news: what they cost, and which routes have changed since the last news. */
export function tellImprovements(
  { stops, vehicles }: Problem,
  heard: ((improvement: SearchImprovement) => void) | undefined,
): (solution: Solution, elapsed: number) => void {
  let told: readonly string[] = []
  let last = -Infinity
  return ({ tours, unassigned, cost }, elapsed) => {
    if (!heard || elapsed < last + PAUSE) return
    last = elapsed
    const names = tours.map((tour) => tour.join(' '))
    const prizes = unassigned.reduce((sum, { stop }) => sum + (stops[stop]?.prize ?? 0), 0)
    heard({
      type: 'improvement',
      elapsed: Math.round(elapsed),
      cost: cost - prizes,
      unassigned: unassigned.length,
      changed: vehicles.flatMap(({ id }, v) => (names[v] === told[v] ? [] : [id])),
    })
    told = names
  }
}
