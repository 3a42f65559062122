import { describe, expect, test } from 'vitest'
import {
  combine,
  isInside,
  rectangleOf,
  thinned,
  withPoint,
  type Pixel,
} from '../../../client/map/select/ring.ts'

describe('a ring drawn by hand', () => {
  const horseshoe: Pixel[] = [
    [0, 0],
    [90, 0],
    [90, 90],
    [60, 90],
    [60, 30],
    [30, 30],
    [30, 90],
    [0, 90],
  ]

  test('has inside what it goes around, and not its bay', () => {
    expect(isInside(horseshoe, [15, 60])).toBe(true)
    expect(isInside(horseshoe, [75, 60])).toBe(true)
    expect(isInside(horseshoe, [45, 15])).toBe(true)
    expect(isInside(horseshoe, [45, 60])).toBe(false)
    expect(isInside(horseshoe, [95, 15])).toBe(false)
    expect(isInside(horseshoe, [15, -1])).toBe(false)
  })

  test('is the same ring whichever way round and wherever it begins', () => {
    const turned = [...horseshoe.slice(3), ...horseshoe.slice(0, 3)].reverse()
    for (let x = -5; x < 100; x += 7)
      for (let y = -5; y < 100; y += 7)
        expect(isInside(turned, [x, y])).toBe(isInside(horseshoe, [x, y]))
  })

  test('that goes nowhere has nothing inside', () => {
    expect(isInside([], [0, 0])).toBe(false)
    expect(isInside([[5, 5]], [5, 5])).toBe(false)
  })

  test('leaves out points where the pen hardly moved, and keeps the others in order', () => {
    let line: readonly Pixel[] = []
    for (const point of [
      [0, 0],
      [1, 1],
      [4, 0],
      [4, 2],
      [9, 0],
    ] as const)
      line = withPoint(line, point)
    expect(line).toEqual([
      [0, 0],
      [4, 0],
      [9, 0],
    ])
    expect(thinned([1, 2, 3, 4, 5], 3)).toEqual([1, 3, 5])
    expect(thinned([1, 2, 3], 3)).toEqual([1, 2, 3])
  })

  test('is a rectangle from any two opposite corners', () => {
    const upwards = rectangleOf([10, 20], [0, 5])
    expect(isInside(upwards, [5, 10])).toBe(true)
    expect(isInside(upwards, [5, 21])).toBe(false)
  })
})

test('a ring takes the place of the selection, adds to it or takes from it, nothing twice', () => {
  expect(combine([1, 2], [2, 3], 'replace')).toEqual([2, 3])
  expect(combine([1, 2], [2, 3], 'add')).toEqual([1, 2, 3])
  expect(combine([1, 2], [2, 3], 'subtract')).toEqual([1])
})
