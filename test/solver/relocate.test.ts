import { describe, expect, test } from 'vitest'
import { relocate } from '../../server/solver/relocate.ts'
import { layOutTown, startOf } from './support/town.ts'

const places = { A: [1, 0], B: [2, 0], C: [3, 0], D: [0, 2] } as const

describe('relocate', () => {
  test('moves a stop into another tour', () => {
    const town = layOutTown({ places, vehicles: [{}, {}] })
    const tours = town.read('depot A B | D C depot')
    // Before 1+1+2 and 2+5+3 = 14; after 1+1+1+3 and 2+2 = 10.
    expect(relocate.evaluate(tours, town.stop('C'), town.stop('B'))).toBe(-4)
    expect(town.write(tours.list())).toBe('depot A B | D C depot')
    relocate.apply(tours, town.stop('C'), town.stop('B'))
    expect(town.write(tours.list())).toBe('depot A B C | D depot')
    expect(tours.cost()).toBe(10)
  })

  test('moves a stop forwards, backwards and to the start of its own tour', () => {
    const town = layOutTown({ places })
    const tours = town.read('depot A D B C depot')
    // 1+3+4+1+3 = 12; D behind C: 1+1+1+5+2 = 10; D first: 2+3+1+1+3 = 10.
    expect(relocate.evaluate(tours, town.stop('D'), town.stop('C'))).toBe(-2)
    expect(relocate.evaluate(tours, town.stop('D'), startOf(0))).toBe(-2)
    relocate.apply(tours, town.stop('D'), town.stop('C'))
    expect(town.write(tours.list())).toBe('depot A B C D depot')
    relocate.apply(tours, town.stop('D'), town.stop('A'))
    expect(town.write(tours.list())).toBe('depot A D B C depot')
  })

  test('is no move where the stop already is, nor for a stop left out', () => {
    const town = layOutTown({ places })
    const tours = town.read('depot A B C depot')
    expect(relocate.evaluate(tours, town.stop('B'), town.stop('A'))).toBe(Infinity)
    expect(relocate.evaluate(tours, town.stop('B'), town.stop('B'))).toBe(Infinity)
    expect(relocate.evaluate(tours, town.stop('D'), town.stop('B'))).toBe(Infinity)
    expect(relocate.evaluate(tours, town.stop('B'), town.stop('D'))).toBe(Infinity)
  })

  test.each([
    ['the other person may not serve it', { stops: { C: { vehicles: [1] } }, vehicles: [{}, {}] }],
    ['the other person has enough stops', { vehicles: [{ maxStops: 2 }, {}] }],
    // C behind B is reached at 3.
    ['its window has closed', { stops: { C: { windows: [[0, 2]] as const } }, vehicles: [{}, {}] }],
    // depot A B C depot is back at 6.
    ['the shift is over', { vehicles: [{ shift: [0, 5] as const }, {}] }],
    [
      'the load is too large',
      { stops: { C: { delivery: [2] } }, vehicles: [{ capacity: [1] }, {}] },
    ],
  ])('is refused when %s', (_, rules) => {
    const town = layOutTown({ places, ...rules })
    const tours = town.read('depot A B | D C depot')
    expect(relocate.evaluate(tours, town.stop('C'), town.stop('B'))).toBe(Infinity)
  })

  test('saves the fixed price of a tour it empties', () => {
    const town = layOutTown({ places, vehicles: [{}, { fixed: 50 }] })
    const tours = town.read('depot A B | C depot')
    // Before 4 + 6 + 50 = 60; after 1+1+1+3 = 6.
    expect(relocate.evaluate(tours, town.stop('C'), town.stop('B'))).toBe(-54)
  })
})
