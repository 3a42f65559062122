import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { distanceMetres } from '../../shared/geo.ts'
import { addDays, dayOf, isoWeekday, startOfDay } from '../../shared/time.ts'

const zones = ['Asia/Shanghai', 'America/New_York', 'UTC', 'Europe/Berlin', 'Asia/Kathmandu']
const anyDay = fc
  .date({ min: new Date('1990-01-02'), max: new Date('2060-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

describe('days', () => {
  test('a day begins at the instant that is the first to fall on it, in every zone', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom(...zones), (day, zone) => {
        const begins = startOfDay(day, zone)
        expect(dayOf(begins, zone)).toBe(day)
        expect(dayOf(begins.getTime() - 1, zone)).toBe(addDays(day, -1))
      }),
    )
  })

  test('midnight in Shanghai is 16:00 of the day before in UTC', () => {
    expect(startOfDay('2026-11-23', 'Asia/Shanghai').toISOString()).toBe('2026-11-22T16:00:00.000Z')
  })

  test('a day later and back is the same day; weekdays follow each other', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -800, max: 800 }), (day, days) => {
        expect(addDays(addDays(day, days), -days)).toBe(day)
        expect(isoWeekday(addDays(day, 1))).toBe((isoWeekday(day) % 7) + 1)
      }),
    )
  })

  test('23 November 2026 is a Monday', () => {
    expect(isoWeekday('2026-11-23')).toBe(1)
  })
})

describe('great-circle distance', () => {
  test('a degree of latitude is 111.195 km on the mean sphere', () => {
    // 2π × 6,371,008.8 m ÷ 360 = 111,195.08 m
    expect(distanceMetres([117, 30], [117, 31])).toBeCloseTo(111_195.08, 1)
  })

  test('is 0 to itself, the same both ways, and never more than half the equator', () => {
    const point = fc.tuple(
      fc.double({ min: -180, max: 180, noNaN: true }),
      fc.double({ min: -90, max: 90, noNaN: true }),
    )
    fc.assert(
      fc.property(point, point, (a, b) => {
        expect(distanceMetres(a, a)).toBe(0)
        expect(distanceMetres(a, b)).toBeCloseTo(distanceMetres(b, a), 6)
        expect(distanceMetres(a, b)).toBeLessThan(20_015_115)
      }),
    )
  })
})
