import { describe, expect, test } from 'vitest'
import { check } from '../../server/solver/check.ts'
import { fillGaps } from '../../server/solver/fill-gaps.ts'
import { rankNeighbours } from '../../server/solver/neighbours.ts'
import type { Vehicle } from '../../server/solver/problem.ts'
import { solve } from '../../server/solver/solve.ts'
import { layOutTown } from './support/town.ts'
import type { TownPlan } from './support/town.ts'

/**
 * A near the depot; the hamlet C D E a hundred blocks off, each worth 90; X as far the other way. There
 * and back is 200: one of the hamlet loses 110, two lose 22 (2 blocks between them, 202 − 180), all three
 * gain 66 (204 − 270). X always loses.
 */
const PLACES = { A: [5, 0], X: [-100, 0], C: [100, 0], D: [101, 0], E: [102, 0] } as const
const STOPS = {
  A: { prize: 1000 },
  X: { prize: 90 },
  C: { prize: 90 },
  D: { prize: 90 },
  E: { prize: 90 },
}

function fill(plan: TownPlan, before: string): string {
  const town = layOutTown(plan)
  const tours = town.read(before)
  fillGaps(tours, rankNeighbours(tours.model), () => false)
  return town.write(tours.all.map(({ nodes, length }) => [...nodes.subarray(1, length + 1)]))
}

describe('gaps', () => {
  test('are filled with a hamlet of which no two pay for the way, but three do', () => {
    expect(fill({ places: PLACES, stops: STOPS }, 'depot A depot')).toMatch(/A.*C D E|E D C.*A/)
  })

  test('are not filled with a hamlet that costs more than it brings', () => {
    // 204 to go there, 10 of it for A anyway, against 3 × 60.
    const poor = { ...STOPS, C: { prize: 60 }, D: { prize: 60 }, E: { prize: 60 } }
    expect(fill({ places: PLACES, stops: poor }, 'depot A depot')).toBe('depot A depot')
  })

  test('are not filled with a hamlet that pays only if the day were longer', () => {
    const vehicles = [{ shift: [0, 203] as const }]
    expect(fill({ places: PLACES, stops: STOPS, vehicles }, 'depot A depot')).toBe('depot A depot')
  })

  test('make somebody leave home for several who would not for one', () => {
    // 12 blocks there and back and 100 for leaving: one loses 52, two lose 1 or so, three gain 60.
    const places = { A: [6, 0], B: [6, 1], C: [6, 2] } as const
    const stops = { A: { prize: 60 }, B: { prize: 60 }, C: { prize: 60 } }
    const vehicles: Partial<Vehicle>[] = [{ fixed: 100 }]
    expect(fill({ places, stops, vehicles }, 'depot depot')).toMatch(/A B C|C B A/)
  })

  test('bring a pair of partners that pays with a neighbour only', () => {
    const town = layOutTown({ places: PLACES, stops: STOPS })
    const pairs = [{ first: town.stop('C'), second: town.stop('D'), ordered: false }]
    const problem = { ...town.problem, pairs }
    const solution = solve(problem, { seed: 1, iterations: 0 })
    check(problem, solution)
    expect(solution.unassigned).toEqual([{ stop: town.stop('X'), reason: 'LOWER_PRIORITY' }])
  })

  test.each([1, 2])('are left by no plan of %i people that ends with the hamlet out', (people) => {
    const vehicles = Array.from({ length: people }, () => ({}))
    const town = layOutTown({ places: PLACES, stops: STOPS, vehicles })
    for (const iterations of [0, 20, 500]) {
      const solution = solve(town.problem, { seed: 1, iterations })
      check(town.problem, solution)
      expect(solution.unassigned).toEqual([{ stop: town.stop('X'), reason: 'LOWER_PRIORITY' }])
    }
  })
})
