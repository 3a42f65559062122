import { describe, expect, test } from 'vitest'
import { distanceMetres, type LngLat } from '../../shared/geo.ts'
import type { Tour } from '../../shared/planning.ts'
import { walkTour, type PhoneEvent } from '../../server/simulation/walk-tour.ts'
import { unlocked } from '../support/unlocked.ts'

const day = '2026-03-02'
const start: LngLat = [111, 27]
const at = (minutes: number) =>
  new Date(Date.parse(`${day}T00:30:00Z`) + minutes * 60_000).toISOString()

/** Stops a kilometre apart to the east, every 25 minutes, 15 minutes each; 1.35 km of road at 5 m/s. */
const tour: Tour = {
  id: 1,
  personId: 7,
  start,
  startsAt: at(0),
  endsAt: at(400),
  metres: 27_000,
  travelSeconds: 5_400,
  stops: Array.from({ length: 10 }, (_, index) => ({
    id: index + 1,
    retailerId: index + 100,
    name: null,
    address: null,
    at: [111 + (index + 1) * 0.0101, 27] satisfies LngLat,
    tier: null,
    position: index,
    arrivesAt: at(10 + index * 25),
    leavesAt: at(25 + index * 25),
    leg: { line: null, seconds: 330, metres: 1_350 },
    ...unlocked,
    outcome: null,
    visitId: null,
    arrivedAt: null,
    leftAt: null,
  })),
  home: { line: null, seconds: 2_700, metres: 13_500 },
  seenAt: null,
  companion: null,
}

const fixesOf = (events: PhoneEvent[]) =>
  events.flatMap((event) => (event.kind === 'fix' ? [{ ...event.fix, sentAt: event.at }] : []))
const seeds = Array.from({ length: 20 }, (_, seed) => seed)

describe('a simulated day', () => {
  test('is the same for the same seed and another for another', () => {
    expect(walkTour(tour, day, 1)).toEqual(walkTour(tour, day, 1))
    expect(walkTour(tour, day, 1)).not.toEqual(walkTour(tour, day, 2))
    expect(walkTour(tour, day, 1)).not.toEqual(walkTour({ ...tour, personId: 8 }, day, 1))
  })

  test('gives the visit of a shop the same id with every seed-equal play, whatever its stop is called', () => {
    const idsOf = (events: PhoneEvent[]) =>
      events.flatMap((event) => (event.kind === 'check-in' ? [event.body.id] : []))
    const renamed = { ...tour, stops: tour.stops.map((stop) => ({ ...stop, id: stop.id + 50 })) }
    expect(idsOf(walkTour(renamed, day, 1))).toEqual(idsOf(walkTour(tour, day, 1)))
    expect(new Set(idsOf(walkTour(tour, day, 1))).size).toBe(idsOf(walkTour(tour, day, 1)).length)
  })

  test.each(seeds)('ends every stop once, in order and at most somewhat late (seed %i)', (seed) => {
    const events = walkTour(tour, day, seed)
    const ends = events.filter(({ kind }) => kind === 'check-out' || kind === 'skip')
    expect(ends).toHaveLength(tour.stops.length)
    const arrivals = events.flatMap((event) => (event.kind === 'check-in' ? [event.body] : []))
    expect(arrivals.map(({ retailerId }) => retailerId)).toEqual(
      arrivals.map(({ retailerId }) => retailerId).sort((a, b) => a - b),
    )
    for (const { stopId, arrivedAt } of arrivals) {
      const planned = tour.stops.find(({ id }) => id === stopId)?.arrivesAt ?? ''
      const late = (Date.parse(arrivedAt) - Date.parse(planned)) / 60_000
      expect(late).toBeGreaterThanOrEqual(-0.1)
      expect(late).toBeLessThan(20)
    }
  })

  test.each(seeds)('checks in where the phone is and only after it is there (seed %i)', (seed) => {
    const events = walkTour(tour, day, seed)
    for (const event of events) {
      if (event.kind !== 'check-in') continue
      const before = fixesOf(events).filter(({ fixAt }) => fixAt <= event.body.arrivedAt)
      const near = before.at(-1)
      expect(near).toBeDefined()
      if (near) expect(distanceMetres(near.at, event.body.at ?? start)).toBeLessThan(150)
    }
  })

  test.each(seeds)(
    'moves no faster than anybody can, with the accuracy of a phone (seed %i)',
    (seed) => {
      const fixes = fixesOf(walkTour(tour, day, seed)).sort((a, b) => (a.fixAt < b.fixAt ? -1 : 1))
      expect(fixes.length).toBeGreaterThan(400)
      fixes.forEach((fix, index) => {
        expect(fix.accuracyMetres).toBeGreaterThanOrEqual(4)
        expect(fix.accuracyMetres).toBeLessThanOrEqual(30)
        expect(fix.battery).toBeGreaterThan(0.1)
        const before = fixes[index - 1]
        if (!before) return
        const seconds = (Date.parse(fix.fixAt) - Date.parse(before.fixAt)) / 1000
        const blur = (fix.accuracyMetres ?? 0) + (before.accuracyMetres ?? 0)
        expect(seconds).toBeGreaterThan(0)
        expect(distanceMetres(before.at, fix.at) - blur).toBeLessThan(70 * seconds)
      })
    },
  )

  test('reports every 5 to 15 seconds on the way', () => {
    const moving = fixesOf(walkTour(tour, day, 3)).filter(({ heading }) => heading !== undefined)
    const pauses = moving
      .map(({ fixAt }, index) => Date.parse(fixAt) - Date.parse(moving[index - 1]?.fixAt ?? fixAt))
      .filter((pause) => pause > 0 && pause < 60_000)
    expect(Math.min(...pauses)).toBeGreaterThan(0)
    expect(Math.max(...pauses)).toBeLessThanOrEqual(15_001)
    const usual = pauses.filter((pause) => pause >= 5_000)
    expect(usual.length / pauses.length).toBeGreaterThan(0.9)
  })

  test('has gaps whose fixes are all delivered late and together, after the gap', () => {
    const held = fixesOf(walkTour(tour, day, 4)).filter((fix) => fix.sentAt > Date.parse(fix.fixAt))
    const deliveries = new Set(held.map(({ sentAt }) => sentAt))
    expect(deliveries.size).toBe(2)
    for (const fix of held) {
      expect(fix.sentAt - Date.parse(fix.fixAt)).toBeLessThanOrEqual(8 * 60_000)
      expect(fix.sentAt).toBeGreaterThan(Date.parse(fix.fixAt))
    }
  })

  test('is sent in order, and a check-out never before its check-in', () => {
    for (const seed of seeds) {
      const events = walkTour(tour, day, seed)
      const times = events.map((event) => event.at)
      expect(times).toEqual([...times].sort((a, b) => a - b))
      const open = new Set<string>()
      for (const event of events) {
        if (event.kind === 'check-in') open.add(event.body.id)
        if (event.kind === 'check-out') expect(open.delete(event.visitId)).toBe(true)
      }
      expect(open.size).toBe(0)
    }
  })

  test('skips a stop now and then, not often', () => {
    const all = seeds.flatMap((seed) => walkTour(tour, day, seed))
    const skips = all.filter(({ kind }) => kind === 'skip').length
    expect(skips).toBeGreaterThan(0)
    expect(skips).toBeLessThan((seeds.length * tour.stops.length) / 8)
  })
})
