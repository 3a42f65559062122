import { describe, expect, test } from 'vitest'
import { twoOpt } from '../../server/solver/two-opt.ts'
import { layOutTown, startOf } from './support/town.ts'

const places = { A: [0, 2], B: [2, 2], C: [2, 0] } as const

describe('two-opt', () => {
  test('uncrosses a tour by turning a run round', () => {
    const town = layOutTown({ places })
    const tours = town.read('depot B A C depot')
    // Before 4+2+4+2 = 12; after 2+2+2+2 = 8.
    expect(twoOpt.evaluate(tours, town.stop('A'), startOf(0))).toBe(-4)
    twoOpt.apply(tours, town.stop('A'), startOf(0))
    expect(town.write(tours.list())).toBe('depot A B C depot')
    expect(tours.cost()).toBe(8)
  })

  test('prices a turned run by the way it is then driven', () => {
    const town = layOutTown({ places })
    // One-way: from A to B costs 2, from B to A now 9.
    town.durations[2 * 4 + 1] = 9
    const tours = town.read('depot B A C depot')
    // Before 4+9+4+2 = 19; after 2+2+2+2 = 8.
    expect(twoOpt.evaluate(tours, town.stop('A'), startOf(0))).toBe(-11)
  })

  test('works within one tour and on runs of two or more', () => {
    const town = layOutTown({ places, vehicles: [{}, {}] })
    const tours = town.read('depot B A | C depot')
    expect(twoOpt.evaluate(tours, town.stop('A'), town.stop('B'))).toBe(Infinity)
    expect(twoOpt.evaluate(tours, town.stop('A'), town.stop('C'))).toBe(Infinity)
  })

  test('is refused when the turned run comes too late', () => {
    const town = layOutTown({ places, stops: { B: { windows: [[0, 3]] } } })
    town.durations[2] = 3
    // depot B A C: B at 3. Turned: A at 2, B at 4.
    const tours = town.read('depot B A C depot')
    expect(tours.all[0]?.feasible).toBe(true)
    expect(twoOpt.evaluate(tours, town.stop('A'), startOf(0))).toBe(Infinity)
  })
})
