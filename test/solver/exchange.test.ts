import { describe, expect, test } from 'vitest'
import { exchange } from '../../server/solver/exchange.ts'
import { layOutTown, startOf } from './support/town.ts'

const places = { A: [1, 0], B: [2, 0], D: [0, 2], E: [0, 1] } as const

describe('exchange', () => {
  test('swaps two stops of two tours', () => {
    const town = layOutTown({ places, vehicles: [{}, {}] })
    const tours = town.read('depot A D | E B depot')
    // Before 1+3+2 and 1+3+2 = 12; after 1+1+2 and 1+1+2 = 8.
    expect(exchange.evaluate(tours, town.stop('D'), town.stop('E'))).toBe(-4)
    exchange.apply(tours, town.stop('D'), town.stop('E'))
    expect(town.write(tours.list())).toBe('depot A B | E D depot')
    expect(tours.cost()).toBe(8)
  })

  test('swaps two stops of one tour', () => {
    const town = layOutTown({ places })
    const tours = town.read('depot E A D B depot')
    // Before 1+2+3+4+2 = 12; after A and D change places: 1+1+3+1+2 = 8.
    expect(exchange.evaluate(tours, town.stop('D'), town.stop('E'))).toBe(-4)
    exchange.apply(tours, town.stop('D'), town.stop('E'))
    expect(town.write(tours.list())).toBe('depot E D A B depot')
  })

  test('needs a stop to change places with', () => {
    const town = layOutTown({ places, vehicles: [{}, {}] })
    const tours = town.read('depot A D | E B depot')
    expect(exchange.evaluate(tours, town.stop('D'), town.stop('B'))).toBe(Infinity)
    expect(exchange.evaluate(tours, town.stop('A'), startOf(0))).toBe(Infinity)
  })

  test('is refused when either person may not serve what they would get', () => {
    for (const stops of [{ B: { vehicles: [1] } }, { D: { vehicles: [0] } }]) {
      const town = layOutTown({ places, vehicles: [{}, {}], stops })
      const tours = town.read('depot A D | E B depot')
      expect(exchange.evaluate(tours, town.stop('D'), town.stop('E'))).toBe(Infinity)
    }
  })
})
