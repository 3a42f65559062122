import { describe, expect, test } from 'vitest'
import { car } from '../../../server/roads/network/profiles/car.ts'
import { eBike } from '../../../server/roads/network/profiles/e-bike.ts'
import { foot } from '../../../server/roads/network/profiles/foot.ts'
import type { Profile } from '../../../server/roads/network/profiles/profile.ts'
import type { Legend } from '../support/ascii-map.ts'
import { LetteredStreets } from '../support/lettered-streets.ts'
import { plain } from '../support/plain-profile.ts'

async function pathOf(profile: Profile, drawing: string, legend: Legend, trip: string) {
  const streets = await LetteredStreets.draw(drawing, legend)
  const [from = '', to = ''] = [trip[0], trip.at(-1)]
  return streets.find(profile, from, to)
}

const lettersOf = async (profile: Profile, drawing: string, legend: Legend, trip: string) =>
  (await pathOf(profile, drawing, legend, trip))?.letters

describe('barriers', () => {
  // The way around is long, so that whoever may pass does, for all that it takes.
  const block = `
a---b---c
${Array<string>(60).fill('|       |').join('\n')}
d-------e
`

  test.each([
    ['cbf', { barrier: 'gate' }],
    ['cbf', { barrier: 'lift_gate' }],
    ['bf', { barrier: 'bollard' }],
    ['cbf', { barrier: 'bollard', bollard: 'rising' }],
    ['bf', { barrier: 'cycle_barrier' }],
    ['f', { barrier: 'stile' }],
    ['f', { barrier: 'thing-nobody-knows' }],
    ['', { barrier: 'wall' }],
    ['f', { barrier: 'gate', vehicle: 'no' }],
    ['bf', { barrier: 'gate', motor_vehicle: 'no' }],
    ['cbf', { barrier: 'bollard', motorcar: 'yes' }],
    ['', { barrier: 'gate', locked: 'yes' }],
    ['b', { barrier: 'gate', locked: 'yes', bicycle: 'yes' }],
    ['f', { barrier: 'gate', access: 'no', foot: 'yes' }],
  ] as [string, Record<string, string>][])('%s pass %j', async (who, tags) => {
    const legend = { nodes: { b: tags } }
    const paths = await Promise.all(
      [car, eBike, foot].map((profile) => lettersOf(profile, block, legend, 'ac')),
    )
    expect(paths.map((path, i) => (path === 'abc' ? 'cbf'[i] : '')).join('')).toBe(who)
    expect(new Set(paths)).toEqual(new Set(paths.map((path) => (path === 'abc' ? 'abc' : 'adec'))))
  })

  test('one may turn before a barrier', async () => {
    const legend = { nodes: { b: { barrier: 'block' } } }
    const streets = await LetteredStreets.draw('a---b---c\n    |\n    d', legend)
    expect(streets.find(plain, 'a', 'd')).toBe(undefined)
    expect(streets.arcsOf(streets.graph(plain).graph)).toEqual(['ab', 'ba'])
  })
})

describe('turning back', () => {
  const drawing = 'a---b---c\n    |\n    d'

  test('is for the ends of streets', async () => {
    const found = await pathOf(car, drawing, {}, 'ac')
    expect(found?.letters).toBe('abc')
    const streets = await LetteredStreets.draw(drawing)
    const { graph } = streets.graph(car)
    const arcs = (name: string) => streets.arcsWhere(graph, (other) => other === name)
    expect(streets.findBetween(graph, arcs('ab'), arcs('ba'))?.letters).toBe('abcba')
    const turned = streets.findBetween(graph, arcs('bc'), arcs('cb'))
    const oneWay = streets.findBetween(graph, arcs('bc'), arcs('bc'))
    expect((turned?.duration ?? 0) - 2 * (oneWay?.duration ?? 0)).toBe(1000 * car.turns.deadEnd)
  })

  test('costs what it costs where a profile does it anywhere', async () => {
    const profile = { ...plain, turns: { ...plain.turns, uTurn: 3 } }
    const streets = await LetteredStreets.draw(drawing)
    const { graph } = streets.graph(profile)
    const arcs = (name: string) => streets.arcsWhere(graph, (other) => other === name)
    const found = streets.findBetween(graph, arcs('ab'), arcs('ba'))
    expect(found?.letters).toBe('aba')
    expect(found?.duration).toBe((found?.distance ?? 0) + 3000)
  })
})

describe('time at junctions', () => {
  const cross = '    d\n    |\na---b---c\n    |\n    e'
  const turning = async (profile: Profile, trip: string, legend: Legend = {}) => {
    const found = await pathOf(profile, cross, legend, trip)
    return ((found?.duration ?? 0) - (found?.distance ?? 0)) / 1000
  }
  const turns = { ...plain, turns: { ...plain.turns, near: 4, across: 7 } }

  test('a bend of one street costs nothing, a turn where streets meet does', async () => {
    const bend = await pathOf(turns, 'a---b\n    |\n    c', {}, 'ac')
    expect(bend?.duration).toBe(bend?.distance)
    expect(await turning(turns, 'ac')).toBe(0)
    expect(await turning(turns, 'ae')).toBeCloseTo(3.5, 0)
    expect(await turning(turns, 'ad')).toBeCloseTo(6.1, 0)
  })

  test('where roundabouts turn clockwise one keeps left, and turns left easily', async () => {
    const left = `${cross}\n    |\n    f->-g\n    |   |\n    h---i`
    const ring = { ways: { fgihf: { junction: 'roundabout' } } }
    const streets = await LetteredStreets.draw(left, ring)
    expect(streets.built.attributes.leftHand).toBe(true)
    const [toLeft, toRight] = ['d', 'e'].map((to) => streets.find(turns, 'a', to)?.duration ?? 0)
    expect(toLeft).toBeLessThan(toRight ?? 0)
    const turned = await LetteredStreets.draw(left, { ways: { fhigf: { junction: 'roundabout' } } })
    expect(turned.built.attributes.leftHand).toBe(false)
  })

  test('signals and stop signs cost their mean wait, in the direction they are for', async () => {
    const waits = { ...plain, controls: { traffic_signals: 5, signal_crossing: 2, stop: 4 } }
    const on = 'a---b---c'
    const wait = async (trip: string, tags: Record<string, string>) => {
      const found = await pathOf(waits, on, { ways: { abc: {} }, nodes: { b: tags } }, trip)
      return ((found?.duration ?? 0) - (found?.distance ?? 0)) / 1000
    }
    expect(await wait('ac', { highway: 'traffic_signals' })).toBe(5)
    expect(await wait('ac', { highway: 'crossing', crossing: 'traffic_signals' })).toBe(2)
    expect(await wait('ac', { highway: 'crossing', crossing: 'zebra' })).toBe(0)
    const ahead = { highway: 'stop', direction: 'forward' }
    expect([await wait('ac', ahead), await wait('ca', ahead)]).toEqual([4, 0])
    const behind = { highway: 'traffic_signals', 'traffic_signals:direction': 'backward' }
    expect([await wait('ac', behind), await wait('ca', behind)]).toEqual([0, 5])
  })
})

describe('streets that are not for all', () => {
  const block = `
a---b---c---f
|           |
d---h-------e
|
g
`
  const entering = { ...plain, entering: { local: 60, private: 600 } }

  test.each(['destination', 'private', 'delivery'])('%s: not to drive through', async (access) => {
    const legend = { ways: { ab: { access } } }
    expect(await lettersOf(entering, block, {}, 'gc')).toBe('gdabc')
    expect(await lettersOf(entering, block, legend, 'gc')).toBe('gdhefc')
  })

  test('entering has its price once, leaving none, and neither takes time', async () => {
    const legend = { ways: { ab: { access: 'private' }, bc: { access: 'private' } } }
    const row = 'd---a---b---c---e'
    const through = await pathOf(entering, row, legend, 'de')
    expect(through?.weight).toBe((through?.duration ?? 0) + 600_000)
    expect(through?.duration).toBe(through?.distance)
    const out = await pathOf(entering, row, legend, 'be')
    expect(out?.weight).toBe(out?.duration)
    const gated = { ...legend, nodes: { a: { barrier: 'gate', access: 'private' } } }
    const gate = await pathOf({ ...entering, barriers: { gate: 0 } }, row, gated, 'de')
    expect(gate?.weight, 'the gate and the street are one thing').toBe(through?.weight)
  })
})

describe('ferries', () => {
  test('go by their own timetable, all of it, after a wait on the quay', async () => {
    const legend = { ways: { bcd: { duration: '00:10' } } }
    const streets = await LetteredStreets.draw(
      `
a---b~~~c~~~d---e
        |
        f
`,
      legend,
    )
    const crossing = streets.find(plain, 'a', 'e')
    expect(crossing?.letters).toBe('abcde')
    const onLand = Math.round((crossing?.distance ?? 0) / 2)
    expect((crossing?.duration ?? 0) / 1000).toBeCloseTo(600 + plain.boarding + onLand / 1000, 0)
    const half = streets.find(plain, 'a', 'c')?.duration ?? 0
    expect(half / 1000).toBeCloseTo(300 + plain.boarding + onLand / 2000, 0)
  })

  test('without a timetable go as fast as ferries do, for those they take', async () => {
    const drawing = 'a---b~~~c---d'
    const speed = await pathOf(plain, drawing, {}, 'ad')
    expect(speed?.duration).toBe((speed?.distance ?? 0) + 1000 * plain.boarding)
    const legend = { ways: { bc: { foot: 'yes', vehicle: 'no' } } }
    expect(await pathOf(car, drawing, legend, 'ad')).toBe(undefined)
    expect(await lettersOf(foot, drawing, legend, 'ad')).toBe('abcd')
  })
})

describe('what cannot be reached', () => {
  test('is cut, and told in parts and kilometres', async () => {
    const streets = await LetteredStreets.draw(`
a---b---c   d->-e   f---g---h
|       |           i---j
k-------l---m
`)
    const { graph, report } = streets.graph(plain)
    expect(report).toMatchObject({
      profile: 'car',
      segments: 6,
      cutParts: 3,
      turns: graph.head.length,
    })
    expect(report.cutKilometres).toBeCloseTo(4 * 0.08, 2)
    expect(streets.find(plain, 'a', 'l')?.letters).toBe('akl')
    expect(streets.arcsOf(graph).join('')).not.toMatch(/[d-j]/)
  })

  test('a one-way street that leads nowhere is cut, the street it leaves is not', async () => {
    const streets = await LetteredStreets.draw('a---b---c\n    v\n    d')
    const { graph, report } = streets.graph(plain)
    expect(streets.arcsOf(graph)).toEqual(['ab', 'ba', 'bc', 'cb'])
    expect(report).toMatchObject({ cutParts: 1, cutKilometres: 0.08 })
  })

  test('without a street for a profile its graph is empty', async () => {
    const streets = await LetteredStreets.draw('a...b')
    const { graph, report } = streets.graph(car)
    expect(graph.head).toHaveLength(0)
    expect([...graph.nodeFirst]).toEqual([0, 0, 0])
    expect(report).toMatchObject({ segments: 0, turns: 0, cutParts: 0, cutKilometres: 0 })
    expect(streets.find(foot, 'a', 'b')?.letters).toBe('ab')
  })
})
