import { describe, expect, test } from 'vitest'
import {
  placeByTime,
  rowAt,
  snapTime,
  stepTime,
  timeAt,
  xOf,
  type GanttScale,
} from '../../../../client/planning/gantt/gantt-scale.ts'
import { stopAt, tourOf } from '../plan-of.ts'

const at = (time: string) => Date.parse(`2026-03-02T${time}:00+08:00`)
/** From 8 to 18, an hour every 60 pixels, after 100 pixels of names. */
const scale: GanttScale = {
  axis: { from: at('08:00'), to: at('18:00'), hours: [] },
  ...{ left: 100, width: 600, rowHeight: 28 },
}
const stay = (id: number, from: string, to: string) => ({
  ...stopAt(id, 114 + id / 100),
  arrivesAt: new Date(at(from)).toISOString(),
  leavesAt: new Date(at(to)).toISOString(),
})

describe('a pixel across the timetable', () => {
  test('is a minute, and that minute is drawn there', () => {
    expect(timeAt(scale, 100)).toBe(at('08:00'))
    expect(timeAt(scale, 237)).toBe(at('10:17'))
    expect(xOf(scale, at('10:17'))).toBe(237)
  })

  test('is a minute also where the axis has ended', () => {
    expect(timeAt(scale, 730)).toBe(at('18:30'))
    expect(timeAt(scale, 70)).toBe(at('07:30'))
  })

  test('means the nearest five minutes', () => {
    expect(snapTime(timeAt(scale, 237))).toBe(at('10:15'))
    expect(snapTime(timeAt(scale, 238))).toBe(at('10:20'))
  })
})

describe('a key', () => {
  test('leads to the next full five minutes, and from those on by five', () => {
    expect(stepTime(at('09:03'), 1)).toBe(at('09:05'))
    expect(stepTime(at('09:05'), 1)).toBe(at('09:10'))
    expect(stepTime(at('09:03'), -1)).toBe(at('09:00'))
    expect(stepTime(at('09:00'), -1)).toBe(at('08:55'))
  })
})

describe('a pixel down the timetable', () => {
  test('is a row, and beyond the rows the nearest', () => {
    expect([0, 27, 28, 83].map((y) => rowAt(scale, y, 3))).toEqual([0, 0, 1, 2])
    expect([-40, 84, 900].map((y) => rowAt(scale, y, 3))).toEqual([0, 2, 2])
    expect(rowAt(scale, 10, 0)).toBeUndefined()
  })
})

describe('the place of a visit that begins at an hour', () => {
  const tour = tourOf(1, [
    stay(1, '09:00', '09:20'),
    stay(2, '10:00', '10:20'),
    stay(3, '11:00', '11:20'),
  ])

  test('is before the first that is not half over', () => {
    expect(placeByTime(tour, at('08:00'), undefined).position).toBe(0)
    expect(placeByTime(tour, at('10:05'), undefined).position).toBe(1)
    expect(placeByTime(tour, at('10:15'), undefined).position).toBe(2)
    expect(placeByTime(tour, at('17:00'), undefined).position).toBe(3)
  })

  test('counts the tour without it, so that a little later is the same turn', () => {
    expect(placeByTime(tour, at('10:30'), 2).position).toBe(1)
    expect(placeByTime(tour, at('11:30'), 2).position).toBe(2)
  })

  test('is never before what was visited', () => {
    const [first, ...rest] = tour.stops
    if (!first) throw new Error('the tour has stops')
    const begun = tourOf(1, [{ ...first, outcome: 'done' }, ...rest])
    expect(placeByTime(begun, at('08:00'), undefined).position).toBe(1)
  })
})
