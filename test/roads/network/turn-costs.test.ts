import { describe, expect, test } from 'vitest'
import { angleBetween, turnSeconds } from '../../../server/roads/network/turn-costs.ts'

const turns = { near: 4, across: 7 }

describe('what a turn costs', () => {
  test('nothing straight on, all of it right back, ever more between', () => {
    expect(turnSeconds(0, turns, false)).toBe(0)
    expect(turnSeconds(180, turns, false)).toBeCloseTo(4)
    expect(turnSeconds(-180, turns, false)).toBeCloseTo(7)
    const costs = Array.from({ length: 19 }, (_, i) => turnSeconds(10 * i, turns, false))
    expect(costs).toEqual(costs.toSorted((a, b) => a - b))
    expect(turnSeconds(20, turns, false)).toBeLessThan(0.2)
    expect(turnSeconds(90, turns, false)).toBeGreaterThan(3)
  })

  test('is more across the opposite traffic: to the left here, to the right where one keeps left', () => {
    expect(turnSeconds(-90, turns, false)).toBeGreaterThan(turnSeconds(90, turns, false))
    expect(turnSeconds(90, turns, true)).toBe(turnSeconds(-90, turns, false))
    expect(turnSeconds(-90, turns, true)).toBe(turnSeconds(90, turns, false))
  })
})

test('the angle of a turn is between where one arc ends and the next begins', () => {
  // Arc 0 leaves north, arc 1 is its way back; arcs 2 and 4 go on from its end.
  const bearings = Float32Array.from([0, 180, 90, 0, -100, 0])
  expect(angleBetween(bearings, 0, 2)).toBe(90)
  expect(angleBetween(bearings, 0, 4)).toBe(-100)
  expect(Math.abs(angleBetween(bearings, 0, 1))).toBe(180)
})
