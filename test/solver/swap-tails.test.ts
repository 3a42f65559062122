import { describe, expect, test } from 'vitest'
import { swapTails } from '../../server/solver/swap-tails.ts'
import { layOutTown, startOf } from './support/town.ts'

const places = { A: [1, 0], B: [2, 0], D: [0, 1], E: [0, 2] } as const

describe('swap-tails', () => {
  test('exchanges the ends of two tours', () => {
    const town = layOutTown({ places, vehicles: [{}, {}] })
    const tours = town.read('depot A E | D B depot')
    // Before 1+3+2 and 1+3+2 = 12; after 1+1+2 and 1+1+2 = 8.
    expect(swapTails.evaluate(tours, town.stop('B'), town.stop('A'))).toBe(-4)
    swapTails.apply(tours, town.stop('B'), town.stop('A'))
    expect(town.write(tours.list())).toBe('depot A B | D E depot')
    expect(tours.cost()).toBe(8)
  })

  test('joins two tours into one, saving the second person', () => {
    const town = layOutTown({ places, vehicles: [{ fixed: 10 }, { fixed: 10 }] })
    const tours = town.read('depot A | B depot')
    // Before 2 + 4 + 20 = 26; after 1+1+2 + 10 = 14.
    expect(swapTails.evaluate(tours, town.stop('B'), town.stop('A'))).toBe(-12)
    swapTails.apply(tours, town.stop('B'), town.stop('A'))
    expect(town.write(tours.list())).toBe('depot A B |  depot')
  })

  test('hands a whole tour to a person who starts nearer', () => {
    const town = layOutTown({ places, vehicles: [{ fixed: 5 }, {}] })
    const tours = town.read('depot A B | depot')
    expect(swapTails.evaluate(tours, town.stop('A'), startOf(1))).toBe(-5)
  })

  test('works between tours only', () => {
    const town = layOutTown({ places })
    const tours = town.read('depot A E D B depot')
    expect(swapTails.evaluate(tours, town.stop('D'), town.stop('A'))).toBe(Infinity)
  })

  test('is refused when the longer tour breaks the number of stops', () => {
    const town = layOutTown({ places, vehicles: [{ maxStops: 1 }, {}] })
    const tours = town.read('depot A | B depot')
    expect(swapTails.evaluate(tours, town.stop('B'), town.stop('A'))).toBe(Infinity)
  })
})
