import { describe, expect, test } from 'vitest'
import {
  placeOn,
  policyOf,
  readAxis,
  readSegments,
  windowOf,
} from '../../../../client/planning/gantt/gantt-rows.ts'
import type { VisitPolicy } from '../../../../shared/planning.ts'
import { plainRhythm } from '../../../support/plain-rhythm.ts'
import { stopAt, tourOf } from '../plan-of.ts'

const midnight = Date.parse('2026-03-01T16:00:00Z')
const at = (time: string) => new Date(`2026-03-02T${time}:00+08:00`).toISOString()
const policy = (id: number, tierFrom: number, tierTo: number): VisitPolicy => ({
  id,
  name: 'a policy',
  tierFrom,
  tierTo,
  intervalDays: 7,
  minGapDays: 0,
  serviceMinutes: 20,
  windowStart: null,
  windowEnd: null,
  ...plainRhythm,
})

const tenMinutes = { line: null, seconds: 600, metres: 3000 }

/** Two shops ten minutes from the start and from one another; the way home takes twenty. */
const equalLegs = {
  ...tourOf(1, [
    { ...stopAt(1, 114.01), arrivesAt: at('08:40'), leavesAt: at('09:00'), leg: tenMinutes },
    { ...stopAt(2, 114.02), arrivesAt: at('09:10'), leavesAt: at('09:30'), leg: tenMinutes },
  ]),
  home: { ...tenMinutes, seconds: 1200 },
  startsAt: at('08:30'),
  endsAt: at('09:50'),
  travelSeconds: 40 * 60,
}
const policies = [policy(1, 1, 30)]
const shape = (segments: ReturnType<typeof readSegments>) =>
  segments.map(({ kind, from, to }) => `${kind} ${String(Math.round((to - from) / 60_000))}`)

describe('the pieces of a tour', () => {
  test('are the way there, the visits, and the way back, without gaps', () => {
    const segments = readSegments(equalLegs, policies)
    expect(shape(segments)).toEqual(['drive 10', 'visit 20', 'drive 10', 'visit 20', 'drive 20'])
    for (const [place, { from }] of segments.entries())
      if (place > 0) expect(from).toBe(segments[place - 1]?.to)
  })

  test('show a gap longer than the way as a break before it', () => {
    const [first, second] = equalLegs.stops
    if (!first || !second) throw new Error('the tour has two stops')
    const later = { ...second, arrivesAt: at('10:10'), leavesAt: at('10:30') }
    const paused = { ...equalLegs, stops: [first, later], endsAt: at('10:50') }
    expect(shape(readSegments(paused, policies))).toEqual([
      'drive 10',
      'visit 20',
      'rest 60',
      'drive 10',
      'visit 20',
      'drive 20',
    ])
  })

  test('show a stay longer than the service as waiting before the visit', () => {
    expect(shape(readSegments(equalLegs, [{ ...policy(1, 1, 30), serviceMinutes: 5 }]))).toEqual([
      'drive 10',
      'rest 15',
      'visit 5',
      'drive 10',
      'rest 15',
      'visit 5',
      'drive 20',
    ])
  })

  test('are none for a tour without stops', () => {
    expect(readSegments(tourOf(1, []), policies)).toEqual([])
  })
})

describe('the axis', () => {
  test('begins and ends at full hours of the place, around all tours', () => {
    const axis = readAxis([equalLegs], midnight)
    expect(axis.from).toBe(Date.parse(at('08:00')))
    expect(axis.to).toBe(Date.parse(at('10:00')))
    expect(axis.hours).toHaveLength(3)
    expect(placeOn(axis, Date.parse(at('09:00')))).toBe(0.5)
  })

  test('shows a working day when nobody has stops', () => {
    const axis = readAxis([tourOf(1, [])], midnight)
    expect([axis.from, axis.to]).toEqual([Date.parse(at('08:00')), Date.parse(at('18:00'))])
  })
})

describe('the policy of a tier', () => {
  test('is the one that covers the fewest tiers', () => {
    expect(policyOf([policy(1, 1, 30), policy(2, 20, 25)], 22)?.id).toBe(2)
    expect(policyOf([policy(1, 1, 30), policy(2, 20, 25)], 26)?.id).toBe(1)
  })

  test('takes a shop without a tier as tier 1', () => {
    expect(policyOf([policy(1, 2, 30)], null)).toBeUndefined()
  })

  test('gives visiting hours only where it has some', () => {
    expect(windowOf(policies, { tier: 3 }, midnight)).toBeUndefined()
    const mornings = [{ ...policy(1, 1, 30), windowStart: '09:00', windowEnd: '11:30' }]
    expect(windowOf(mornings, { tier: 3 }, midnight)).toEqual({
      from: Date.parse(at('09:00')),
      to: Date.parse(at('11:30')),
    })
  })
})
