import { describe, expect, test } from 'vitest'
import { judgeWay } from '../../../server/roads/network/judge-way.ts'
import { car } from '../../../server/roads/network/profiles/car.ts'
import { eBike } from '../../../server/roads/network/profiles/e-bike.ts'
import { foot } from '../../../server/roads/network/profiles/foot.ts'
import type { Profile } from '../../../server/roads/network/profiles/profile.ts'
import { hourFactor, profiles } from '../../../server/roads/network/profiles/profiles.ts'

/** km/h forward and backward, 0 = closed. */
function speeds(profile: Profile, tags: Record<string, string>): [number, number] {
  const { forward, backward } = judgeWay(tags, profile) ?? {}
  return [forward?.kmh ?? 0, backward?.kmh ?? 0]
}

const isOpen = (profile: Profile, tags: Record<string, string>) =>
  judgeWay(tags, profile) !== undefined

/** Who may pass: c = car, b = e-bike, f = foot. */
const whoPasses = (tags: Record<string, string>) =>
  [car, eBike, foot].map((profile, i) => (isOpen(profile, tags) ? 'cbf'[i] : '')).join('')

describe('who may pass', () => {
  test.each([
    ['cbf', { highway: 'residential' }],
    ['c', { highway: 'motorway' }],
    ['c', { highway: 'motorway_link' }],
    ['cbf', { highway: 'trunk' }],
    ['c', { highway: 'trunk', motorroad: 'yes' }],
    ['bf', { highway: 'cycleway' }],
    ['f', { highway: 'footway' }],
    ['bf', { highway: 'footway', bicycle: 'yes' }],
    ['bf', { highway: 'footway', bicycle: 'dismount' }],
    ['f', { highway: 'steps' }],
    ['f', { highway: 'steps', bicycle: 'no', ramp: 'yes' }],
    ['bf', { highway: 'pedestrian' }],
    ['cbf', { highway: 'pedestrian', motor_vehicle: 'destination' }],
    ['f', { highway: 'pedestrian', area: 'yes' }],
    ['', { highway: 'service', area: 'yes' }],
    ['bf', { highway: 'path' }],
    ['', { highway: 'construction', construction: 'primary' }],
    ['', { highway: 'proposed' }],
    ['', { railway: 'rail' }],
    ['f', { railway: 'platform' }],
    ['f', { man_made: 'pier' }],
    ['cbf', { route: 'ferry' }],
    ['bf', { route: 'ferry', motor_vehicle: 'no' }],
    ['', { highway: 'residential', access: 'no' }],
    ['b', { highway: 'residential', access: 'no', bicycle: 'yes' }],
    ['f', { highway: 'residential', vehicle: 'no' }],
    ['bf', { highway: 'track', motor_vehicle: 'agricultural;forestry' }],
    ['bf', { highway: 'residential', motorcar: 'no' }],
    ['cf', { highway: 'primary', bicycle: 'use_sidepath' }],
    ['cf', { highway: 'residential', electric_bicycle: 'no' }],
    ['cb', { highway: 'primary', foot: 'no' }],
    ['c', { highway: 'busway', access: 'no', motorcar: 'yes' }],
    ['cbf', { highway: 'residential', access: 'private' }],
    ['', { highway: 'track', smoothness: 'impassable', foot: 'yes' }],
  ] as [string, Record<string, string>][])('%s: %j', (who, tags) => {
    expect(whoPasses(tags)).toBe(who)
  })

  test('a way open in one direction to some', () => {
    const tags = { highway: 'residential', 'motor_vehicle:backward': 'no' }
    expect(speeds(car, tags)[1]).toBe(0)
    expect(speeds(eBike, tags)[1]).toBeGreaterThan(0)
  })

  test('words no table has are no words', () => {
    for (const word of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      expect(whoPasses({ highway: word }), word).toBe('')
      const tags = { highway: 'residential', access: word, oneway: word, maxspeed: `CN:${word}` }
      const plain = speeds(car, { highway: 'residential' })
      expect(speeds(car, { ...tags, surface: word, service: word, tracktype: word })).toEqual(plain)
    }
  })
})

describe('in which direction', () => {
  const both = { car: 'fb', bike: 'fb', foot: 'fb' }
  const forward = { car: 'f', bike: 'f', foot: 'fb' }
  const contraflow = { car: 'f', bike: 'fb', foot: 'fb' }
  test.each([
    [both, {}],
    [forward, { oneway: 'yes' }],
    [forward, { oneway: '1' }],
    [{ car: 'b', bike: 'b', foot: 'fb' }, { oneway: '-1' }],
    [{ car: '', bike: '', foot: 'fb' }, { oneway: 'reversible' }],
    [both, { oneway: 'no', junction: 'roundabout' }],
    [forward, { junction: 'roundabout' }],
    [contraflow, { oneway: 'yes', 'oneway:bicycle': 'no' }],
    [contraflow, { oneway: 'yes', cycleway: 'opposite_lane' }],
    [contraflow, { oneway: 'yes', 'cycleway:left': 'opposite' }],
    [contraflow, { oneway: 'yes', 'cycleway:left': 'lane', 'cycleway:left:oneway': 'no' }],
    [{ car: 'fb', bike: 'f', foot: 'fb' }, { 'oneway:bicycle': 'yes' }],
    [
      { car: 'f', bike: 'f', foot: 'f' },
      { oneway: 'yes', 'oneway:foot': 'yes' },
    ],
  ])('%j: %j', (expected, tags) => {
    const directions = (profile: Profile) => {
      const [there, back] = speeds(profile, { highway: 'residential', ...tags })
      return `${there ? 'f' : ''}${back ? 'b' : ''}`
    }
    expect({ car: directions(car), bike: directions(eBike), foot: directions(foot) }).toEqual(
      expected,
    )
  })

  test('motorways run one way, their links as they say, escalators as they move', () => {
    expect(speeds(car, { highway: 'motorway' })[1]).toBe(0)
    expect(speeds(car, { highway: 'motorway_link' })[1]).toBeGreaterThan(0)
    expect(speeds(foot, { highway: 'steps', conveying: 'forward' })[1]).toBe(0)
    expect(speeds(foot, { highway: 'steps', conveying: 'backward' })[0]).toBe(0)
  })
})

describe('how fast', () => {
  test('a car keeps to a share of the limit, within what the street is like', () => {
    const primary = (maxspeed: string) => speeds(car, { highway: 'primary', maxspeed })[0]
    expect(primary('50')).toBeCloseTo(40)
    expect(primary('30 mph')).toBeCloseTo(0.8 * 48.28)
    expect(primary('CN:urban')).toBeCloseTo(40)
    expect(primary('DE:zone:30')).toBeCloseTo(24)
    expect(primary('walk')).toBeCloseTo(4.8)
    expect(primary('none')).toBeCloseTo(90)
    expect(primary('signals'), 'says nothing').toBe(speeds(car, { highway: 'primary' })[0])
    expect(speeds(car, { highway: 'residential', maxspeed: '100' })[0]).toBeCloseTo(1.5 * 26)
    const uphill = { highway: 'primary', maxspeed: '80', 'maxspeed:backward': '40' }
    expect(speeds(car, uphill)).toEqual([64, 32])
  })

  test('an e-bike does 18 to 25 on streets, is pushed where it must be, and keeps to limits', () => {
    for (const highway of ['primary', 'secondary', 'tertiary', 'residential', 'cycleway']) {
      expect(speeds(eBike, { highway })[0], highway).toBeGreaterThanOrEqual(18)
      expect(speeds(eBike, { highway, maxspeed: '100' })[0], highway).toBeLessThanOrEqual(25)
    }
    expect(speeds(eBike, { highway: 'residential', maxspeed: '10' })[0]).toBe(10)
    expect(speeds(eBike, { highway: 'footway', bicycle: 'dismount' })[0]).toBe(4.5)
    expect(speeds(eBike, { highway: 'pedestrian' })[0]).toBe(4.5)
    expect(speeds(eBike, { highway: 'pedestrian', bicycle: 'yes' })[0]).toBeGreaterThan(4.5)
  })

  test('rough ground slows wheels: the worse of surface and grade', () => {
    const track = (tags: Record<string, string>) => speeds(car, { highway: 'track', ...tags })[0]
    expect(track({ surface: 'mud' })).toBeLessThan(track({ surface: 'gravel' }))
    expect(track({ surface: 'asphalt', tracktype: 'grade5' })).toBe(track({ tracktype: 'grade5' }))
    expect(track({ surface: 'mud', tracktype: 'grade2' })).toBe(track({ surface: 'mud' }))
  })

  test('weight says what is better avoided, duration only how long it takes', () => {
    expect(judgeWay({ highway: 'track' }, car)?.forward?.reluctance).toBe(2)
    expect(judgeWay({ highway: 'steps' }, foot)?.forward?.reluctance).toBeGreaterThan(1)
    for (const profile of Object.values(profiles))
      for (const factor of Object.values(profile.reluctance))
        expect(factor).toBeGreaterThanOrEqual(1)
  })
})

describe('the hours of the day', () => {
  test('are 24, and a working day is the mean of 8 to 18', () => {
    for (const profile of Object.values(profiles)) expect(profile.hours).toHaveLength(24)
    expect(hourFactor(car, 8)).toBe(1.35)
    expect(hourFactor(car)).toBeCloseTo(1.165)
    expect(hourFactor(foot)).toBe(1)
  })
})
