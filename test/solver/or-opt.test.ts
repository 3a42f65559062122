import { describe, expect, test } from 'vitest'
import { orOpt } from '../../server/solver/or-opt.ts'
import { layOutTown, startOf } from './support/town.ts'

const places = { A: [1, 0], B: [2, 0], C: [3, 0], D: [0, 1], E: [0, 2] } as const

describe('or-opt', () => {
  test('moves two stops together into another tour', () => {
    const town = layOutTown({ places, vehicles: [{}, {}] })
    const tours = town.read('depot D A B E | C depot')
    const pair = orOpt(2, false)
    // Before 1+2+1+4+2 = 10 and 3+3 = 6; after 1+1+2 = 4 and 1+1+1+3 = 6.
    expect(pair.evaluate(tours, town.stop('A'), startOf(1))).toBe(-6)
    pair.apply(tours, town.stop('A'), startOf(1))
    expect(town.write(tours.list())).toBe('depot D E | A B C depot')
    expect(tours.cost()).toBe(10)
  })

  test('turns the run round where that is shorter', () => {
    const town = layOutTown({ places, vehicles: [{}, {}] })
    const tours = town.read('depot D B A E | C depot')
    // Before 1+3+1+3+2 = 10 and 6. As they are: 4 and 2+1+2+3 = 8; turned: 4 and 1+1+1+3 = 6.
    expect(orOpt(2, false).evaluate(tours, town.stop('B'), startOf(1))).toBe(-4)
    expect(orOpt(2, true).evaluate(tours, town.stop('B'), startOf(1))).toBe(-6)
    orOpt(2, true).apply(tours, town.stop('B'), startOf(1))
    expect(town.write(tours.list())).toBe('depot D E | A B C depot')
  })

  test('moves a run within its own tour', () => {
    const town = layOutTown({ places })
    const tours = town.read('depot D A B C E depot')
    const triple = orOpt(3, false)
    // Before 1+2+1+1+5+2 = 12; after 1+1+3+1+1+3 = 10.
    expect(triple.evaluate(tours, town.stop('A'), town.stop('E'))).toBe(-2)
    triple.apply(tours, town.stop('A'), town.stop('E'))
    expect(town.write(tours.list())).toBe('depot D E A B C depot')
  })

  test('is no move behind one of its own stops or beyond the end of the tour', () => {
    const town = layOutTown({ places })
    const tours = town.read('depot D A B C E depot')
    expect(orOpt(2, false).evaluate(tours, town.stop('A'), town.stop('B'))).toBe(Infinity)
    expect(orOpt(2, false).evaluate(tours, town.stop('A'), town.stop('D'))).toBe(Infinity)
    expect(orOpt(2, false).evaluate(tours, town.stop('E'), town.stop('D'))).toBe(Infinity)
  })

  test('is refused when one of the run may not change hands', () => {
    const town = layOutTown({ places, vehicles: [{}, {}], stops: { B: { vehicles: [0] } } })
    const tours = town.read('depot D A B E | C depot')
    expect(orOpt(2, false).evaluate(tours, town.stop('A'), startOf(1))).toBe(Infinity)
  })
})
