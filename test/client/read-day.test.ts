import { describe, expect, test } from 'vitest'
import type { Person } from '../../shared/people.ts'
import type { Stop, Tour } from '../../shared/planning.ts'
import type { FieldPosition } from '../../client/positions/field-position.ts'
import { byAttention, readPersonDay } from '../../client/positions/read-day.ts'
import { summariseDay } from '../../client/positions/summarise-day.ts'
import { unlocked } from '../support/unlocked.ts'

const at = (time: string) => Date.parse(`2026-11-23T${time}:00Z`)
const instant = (time: string) => new Date(at(time)).toISOString()

const person = (id: number): Person => ({
  id,
  code: `P${id}`,
  name: `person ${id}`,
  nameEn: null,
  role: 'customer-manager',
  teamId: 1,
  login: null,
  companionId: null,
  active: true,
  start: null,
  shiftStart: '08:30',
  shiftEnd: '17:30',
})

/** A stop planned from `from` to `to`, with what has happened there. */
const stop = (position: number, from: string, to: string, seen: Partial<Stop> = {}): Stop => ({
  id: position,
  retailerId: position,
  name: null,
  address: null,
  at: [117, 36],
  tier: null,
  position,
  arrivesAt: instant(from),
  leavesAt: instant(to),
  leg: { line: null, seconds: 0, metres: 0 },
  ...unlocked,
  outcome: null,
  visitId: null,
  arrivedAt: null,
  leftAt: null,
  ...seen,
})
const visited = (from: string, to: string): Partial<Stop> => ({
  outcome: 'done',
  arrivedAt: instant(from),
  leftAt: instant(to),
})
const tour = (...stops: Stop[]): Tour => ({
  id: 1,
  personId: 1,
  start: [117, 36],
  startsAt: instant('08:30'),
  endsAt: instant('17:30'),
  metres: 1000,
  travelSeconds: 600,
  stops,
  home: { line: null, seconds: 0, metres: 0 },
  seenAt: null,
  companion: null,
})
const fix = (time: string): FieldPosition => ({
  at: [117, 36],
  fixAt: at(time),
  accuracyMetres: null,
  speedMps: null,
  heading: null,
  battery: null,
})

describe('a person’s day', () => {
  test('is early, on time or late by the pace of the plan from the last visit on', () => {
    const first = stop(0, '09:00', '09:10', visited('09:20', '09:40'))
    const day = readPersonDay(
      person(1),
      tour(first, stop(1, '09:30', '09:40')),
      fix('09:41'),
      at('09:41'),
    )

    expect(day).toMatchObject({ activity: 'en-route', done: 1, total: 2, concerns: ['late'] })
    // Left at 09:40, twenty minutes on the way as planned.
    expect(day.nextAt).toBe(at('10:00'))
    expect(day.delay).toBe(30 * 60)
  })

  test('a next stop is never expected in the past', () => {
    const first = stop(0, '09:00', '09:10', visited('09:00', '09:10'))
    const day = readPersonDay(
      person(1),
      tour(first, stop(1, '09:30', '09:40')),
      fix('10:05'),
      at('10:05'),
    )

    expect(day.nextAt).toBe(at('10:05'))
  })

  test('an open visit lasts at least as long as planned', () => {
    const open = stop(0, '09:00', '09:10', { outcome: 'open', arrivedAt: instant('09:00') })
    const day = readPersonDay(
      person(1),
      tour(open, stop(1, '09:30', '09:40')),
      fix('09:02'),
      at('09:02'),
    )

    expect(day).toMatchObject({ activity: 'on-site', delay: 0, concerns: [] })
    expect(day.current?.id).toBe(0)
  })

  test.each([
    ['09:59', 'fresh', []],
    ['09:57', 'stale', ['stale']],
    ['09:49', 'lost', ['lost']],
  ] as const)('with the latest fix of %s at 10:00 is %s', (seen, freshness, concerns) => {
    const first = stop(0, '09:00', '09:10', visited('09:00', '09:10'))
    const day = readPersonDay(
      person(1),
      tour(first, stop(1, '10:00', '10:10')),
      fix(seen),
      at('10:00'),
    )

    expect(day).toMatchObject({ freshness, concerns })
  })

  test('nobody is missed before the start, nor after the last stop', () => {
    const before = readPersonDay(person(1), tour(stop(0, '09:00', '09:10')), undefined, at('08:40'))
    const done = tour(stop(0, '09:00', '09:10', visited('09:00', '09:10')))
    const after = readPersonDay(person(1), done, fix('09:10'), at('12:00'))

    expect(before).toMatchObject({ activity: 'not-started', concerns: [] })
    expect(after).toMatchObject({ activity: 'finished', concerns: [] })
  })

  test('who has not started a quarter of an hour after the start is a concern', () => {
    const day = readPersonDay(person(1), tour(stop(0, '09:00', '09:10')), undefined, at('08:46'))

    expect(day.concerns).toEqual(['not-started'])
  })
})

test('the list shows the lost first, then the late, then the stale, then the others as they were', () => {
  const begun = stop(0, '09:00', '09:10', visited('09:00', '09:10'))
  const later = tour(begun, stop(1, '10:00', '10:10'))
  const missed = tour(begun, stop(1, '09:30', '09:40'))
  const now = at('10:00')
  const people = [
    readPersonDay(person(1), later, fix('10:00'), now),
    readPersonDay(person(2), later, fix('09:57'), now),
    readPersonDay(person(3), missed, fix('10:00'), now),
    readPersonDay(person(4), later, fix('09:30'), now),
    readPersonDay(person(5), undefined, undefined, now),
  ]

  expect(people.toSorted(byAttention).map((day) => day.person.id)).toEqual([4, 3, 2, 1, 5])
})

test('the summary counts arrivals within a quarter of an hour as on time', () => {
  const stops = tour(
    stop(0, '09:00', '09:10', visited('09:15', '09:25')),
    stop(1, '09:30', '09:40', visited('09:46', '10:06')),
    stop(2, '10:00', '10:10', { outcome: 'skipped', arrivedAt: instant('11:00') }),
    stop(3, '10:30', '10:40'),
  )
  const summary = summariseDay([readPersonDay(person(1), stops, fix('10:20'), at('10:20'))])

  expect(summary).toMatchObject({ inField: 1, withTour: 1, done: 2, planned: 4, onTime: 0.5 })
  expect(summary.meanVisit).toBe(15 * 60)
})
