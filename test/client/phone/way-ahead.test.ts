import { describe, expect, test } from 'vitest'
import type { LegLine } from '../../../shared/leg-lines.ts'
import { wayAhead } from '../../../client/phone/way-ahead.ts'

/** North for 1,112 m and back south on the next street. */
const leg: LegLine = {
  coordinates: [
    [111, 27],
    [111, 27.01],
    [111.002, 27.01],
    [111.002, 27],
  ],
  estimated: false,
}
const whole = 2 * 1111.95 + 198.1

describe('the way ahead to the next stop', () => {
  test('is the whole leg at its beginning, and nothing at its end', () => {
    const begin = wayAhead(leg, 600, [111, 27])
    expect(begin).toMatchObject({ kind: 'along', seconds: 600 })
    expect(begin.metres).toBeCloseTo(whole, 0)
    const end = wayAhead(leg, 600, [111.002, 27])
    expect(end.metres).toBeCloseTo(0, 1)
  })

  test('is what is left along the streets, though the shop may be across the block', () => {
    const half = wayAhead(leg, 600, [111.0002, 27.005])
    if (half.kind !== 'along') throw new Error('the phone is on the way')
    expect(half.metres).toBeCloseTo(whole - 555.97, 0)
    expect(half.seconds).toBeCloseTo(600 * (1 - 555.97 / whole), 0)
  })

  test('is straight for a phone off the way, and for an estimate', () => {
    const away = wayAhead(leg, 600, [110.99, 27])
    expect(away.kind).toBe('straight')
    expect(away.metres).toBeCloseTo(0.012 * 99_077, -1)
    expect(wayAhead({ ...leg, estimated: true }, 600, [111, 27]).kind).toBe('straight')
  })
})
