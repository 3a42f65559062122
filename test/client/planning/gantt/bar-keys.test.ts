import { describe, expect, test } from 'vitest'
import { barBeside, readBarKey } from '../../../../client/planning/gantt/bar-keys.ts'
import { planOf, stopAt, tourOf } from '../plan-of.ts'

const bare = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }
const read = (key: string, held: Partial<typeof bare> = {}) => readBarKey({ ...bare, ...held, key })

describe('a key on a bar', () => {
  test('leads to another bar alone, moves the visit with Ctrl, pins its hour with Alt', () => {
    expect(read('ArrowRight')).toEqual({ kind: 'go', to: 'right' })
    expect(read('ArrowRight', { ctrlKey: true })).toEqual({ kind: 'step', step: 'later' })
    expect(read('ArrowUp', { metaKey: true })).toEqual({ kind: 'step', step: 'previous-person' })
    expect(read('ArrowLeft', { altKey: true })).toEqual({ kind: 'pin', way: -1 })
  })

  test('means nothing where nothing is said of it', () => {
    expect(read('ArrowUp', { altKey: true })).toBeUndefined()
    expect(read('ArrowUp', { shiftKey: true })).toBeUndefined()
    expect(read('k', { ctrlKey: true })).toBeUndefined()
    expect(read('x')).toBeUndefined()
  })
})

describe('the bar beside', () => {
  const at = (id: number, hour: string) => ({
    ...stopAt(id, 114 + id / 100),
    arrivesAt: `2026-03-02T${hour}:00:00Z`,
  })
  const plan = planOf(
    tourOf(1, [at(1, '01'), at(2, '03')]),
    tourOf(2, []),
    tourOf(3, [at(3, '00'), at(4, '02'), at(5, '06')]),
  )

  test('is the next in the tour, and none beyond its ends', () => {
    expect(barBeside(plan, 1, 'right')).toBe(2)
    expect(barBeside(plan, 2, 'left')).toBe(1)
    expect(barBeside(plan, 2, 'right')).toBeUndefined()
    expect(barBeside(plan, 1, 'left')).toBeUndefined()
  })

  test('is the nearest in time of the next person who has any', () => {
    expect(barBeside(plan, 2, 'down')).toBe(4)
    expect(barBeside(plan, 5, 'up')).toBe(2)
    expect(barBeside(plan, 1, 'up')).toBeUndefined()
  })
})
