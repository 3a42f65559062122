import { describe, expect, test } from 'vitest'
import type { Legend } from '../support/ascii-map.ts'
import { LetteredStreets } from '../support/lettered-streets.ts'
import { plain } from '../support/plain-profile.ts'
import { eBike } from '../../../server/roads/network/profiles/e-bike.ts'
import { foot } from '../../../server/roads/network/profiles/foot.ts'

/** Straight on from b is the quick way to d; below, the way around. */
const block = `
a---b---c---d
    |   |
    e---f
    |   |
    g   h
`

const lettersOf = async (legend: Legend, from: string, to: string, drawing = block) =>
  (await LetteredStreets.draw(drawing, legend)).find(plain, from, to)?.letters

describe('a restriction at a node', () => {
  test('nothing is in the way without one', async () => {
    expect(await lettersOf({}, 'a', 'd')).toBe('abcd')
    expect(await lettersOf({}, 'a', 'g')).toBe('abeg')
  })

  test('no_right_turn sends the driver around the block', async () => {
    const legend = { restrictions: ['no_right_turn ab b be'] }
    expect(await lettersOf(legend, 'a', 'g')).toBe('abcfeg')
    expect(await lettersOf(legend, 'a', 'd'), 'straight on is free').toBe('abcd')
    expect(await lettersOf(legend, 'c', 'g'), 'it is not for who comes from elsewhere').toBe('cbeg')
  })

  test('only_right_turn forbids all other ways on', async () => {
    const legend = { restrictions: ['only_right_turn ab b be'] }
    expect(await lettersOf(legend, 'a', 'd')).toBe('abefcd')
    expect(await lettersOf(legend, 'e', 'a'), 'it is not for who comes from elsewhere').toBe('eba')
  })

  test('of two only_… from one street either may be chosen', async () => {
    const legend = {
      restrictions: ['only_right_turn ab b be', 'only_straight_on ab b bc'],
    }
    expect(await lettersOf(legend, 'a', 'd')).toBe('abcd')
    expect(await lettersOf(legend, 'a', 'g')).toBe('abeg')
  })

  test('no_u_turn closes a dead end to who would turn there', async () => {
    const legend = { restrictions: ['no_u_turn cd d cd'] }
    const streets = await LetteredStreets.draw(block, legend)
    expect(streets.arcsOf(streets.graph(plain).graph)).not.toContain('cd')
    expect(streets.graph(plain).report.restrictions).toBe(1)
  })

  test('no_u_turn in the middle of a way holds for both directions', async () => {
    const drawing = `
a---b---c
    |
    e
`
    const uTurns = { ...plain, turns: { ...plain.turns, uTurn: 0 } }
    const way = { ways: { abc: {} } }
    const free = await LetteredStreets.draw(drawing, way)
    const bound = await LetteredStreets.draw(drawing, {
      ...way,
      restrictions: ['no_u_turn abc b abc'],
    })
    const back = (streets: LetteredStreets, turn: string) => {
      const { graph } = streets.graph(uTurns)
      const arcs = (name: string) => streets.arcsWhere(graph, (other) => other === name)
      const [from = '', to = ''] = turn.split(' ')
      return streets.findBetween(graph, arcs(from), arcs(to))?.letters
    }
    expect(back(free, 'ab ba')).toBe('aba')
    expect(back(bound, 'ab ba')).toBe('abeba')
    expect(back(bound, 'cb bc')).toBe('cbebc')
  })

  test('no_entry counts for each of its ways from, no_exit for each of its ways to', async () => {
    const noEntry = { restrictions: ['no_entry ab b be'] }
    expect(await lettersOf(noEntry, 'a', 'g')).toBe('abcfeg')
    const streets = await LetteredStreets.draw(block, noEntry)
    const [restriction] = streets.built.attributes.restrictions
    expect(restriction?.from).toHaveLength(1)
    const noExit = { restrictions: ['no_exit ab b be', 'no_exit ab b bc'] }
    const closed = await LetteredStreets.draw(block, noExit)
    expect(closed.arcsOf(closed.graph(plain).graph), 'ab leads nowhere').not.toContain('ab')
  })
})

describe('a restriction over ways', () => {
  test('no_… over a way forbids the whole sequence and nothing less', async () => {
    const legend = { restrictions: ['no_u_turn ab be ef'] }
    expect(await lettersOf(legend, 'a', 'h')).toBe('abcfh')
    expect(await lettersOf(legend, 'a', 'g'), 'the first two').toBe('abeg')
    expect(await lettersOf(legend, 'c', 'f'), 'from elsewhere').toBe('cf')
    const streets = await LetteredStreets.draw(block, legend)
    const { graph } = streets.graph(plain)
    const arcs = (name: string) => streets.arcsWhere(graph, (other) => other === name)
    expect(streets.findBetween(graph, arcs('cb'), arcs('ef'))?.letters).toBe('cbef')
    expect(streets.findBetween(graph, arcs('be'), arcs('ef'))?.letters, 'begun on it').toBe('bef')
    expect(streets.findBetween(graph, arcs('ab'), arcs('ef'))?.letters, 'all of it').not.toBe(
      'abef',
    )
  })

  test('no_… over several ways, drawn in either order', async () => {
    for (const ways of ['be ef', 'ef be']) {
      const legend = { restrictions: [`no_u_turn ab ${ways} fh`] }
      expect(await lettersOf(legend, 'a', 'h'), ways).toBe('abcfh')
      const streets = await LetteredStreets.draw(block, {
        ...legend,
        nodes: { c: { barrier: 'block' } },
      })
      expect(streets.find(plain, 'e', 'h')?.letters, ways).toBe('efh')
      expect(streets.find(plain, 'a', 'h')?.letters, `${ways}, turning first`).toBe('abegefh')
    }
  })

  test('only_… over a way binds who turns into it, and not who does not', async () => {
    const legend = { restrictions: ['only_straight_on ab be eg'] }
    expect(await lettersOf(legend, 'a', 'f'), 'not by e').toBe('abcf')
    expect(await lettersOf(legend, 'a', 'g')).toBe('abeg')
    expect(await lettersOf({ ...legend, nodes: { c: { barrier: 'block' } } }, 'a', 'f')).toBe(
      'abegef',
    )
  })

  test('only_… over several ways leaves no way out half way', async () => {
    const legend = { restrictions: ['only_straight_on ab be ef fh'] }
    expect(await lettersOf(legend, 'a', 'g')).toBe('abcfeg')
    const noBc = { ...legend, ways: { bc: { motor_vehicle: 'no' } } }
    expect(await lettersOf(noBc, 'a', 'g')).toBe('abefhfeg')
  })

  test('a way between that others join is followed all along', async () => {
    const drawing = `
a---b---c---d
    |   |   |
    e---f---g
`
    const legend = { ways: { efg: {} }, restrictions: ['no_u_turn be efg gd'] }
    const streets = await LetteredStreets.draw(drawing, legend)
    const { graph, report } = streets.graph(plain)
    const arcs = (name: string) => streets.arcsWhere(graph, (other) => other === name)
    expect(report.restrictions).toBe(1)
    expect(streets.findBetween(graph, arcs('be'), arcs('gd'))?.letters).toBe('befcbabcfgd')
    expect(streets.findBetween(graph, arcs('cf'), arcs('gd'))?.letters).toBe('cfgd')
  })

  test('a roundabout between is followed the way it turns, over the end of its way', async () => {
    const drawing = `
a---b-<-c---d
    v   ^
    e->-f---g
    |
    h
`
    // Its way is closed at c, which is passed on the way from h to a.
    const legend = { ways: { cbefc: { junction: 'roundabout' } } }
    const round = { ...legend, restrictions: ['no_straight_on he cbefc ba'] }
    expect(await lettersOf(legend, 'h', 'a', drawing)).toBe('hefcba')
    expect(await lettersOf(round, 'h', 'a', drawing), 'by a turn in g').toBe('hefgfcba')
    expect(await lettersOf(round, 'g', 'a', drawing)).toBe('gfcba')
  })

  test('overlapping ones all hold', async () => {
    const restrictions = ['no_left_turn ab be ef', 'no_right_turn be ef fh', 'no_left_turn ab b bc']
    expect(await lettersOf({ restrictions }, 'a', 'g')).toBe('abeg')
    expect(await lettersOf({ restrictions }, 'a', 'f'), 'back from g and on').toBe('abegef')
    expect(await lettersOf({ restrictions }, 'b', 'h'), 'by c').toBe('bcfh')
  })

  test('a street that can only be entered under one is there, and trips may begin on it', async () => {
    const drawing = `
a---b->-c---d---h
|       |   |
e-------f---g
`
    const streets = await LetteredStreets.draw(drawing, {
      restrictions: ['no_right_turn ab bc cf'],
    })
    const { graph } = streets.graph(plain)
    const [bc = -1] = streets.arcsWhere(graph, (name) => name === 'bc')
    expect(graph.nodeFirst[bc + 1]).toBe((graph.nodeFirst[bc] ?? 0) + 2)
    expect(streets.find(plain, 'b', 'f')?.letters).toBe('bcf')
    expect(streets.find(plain, 'a', 'f')?.letters).toBe('abcdgf')
    expect(streets.find(plain, 'a', 'd')?.letters).toBe('abcd')
  })
})

describe('whom a restriction is for', () => {
  const through = (words: string) => ({ restrictions: [`no_right_turn ab b be ${words}`.trim()] })
  const ways = async (legend: Legend) => {
    const streets = await LetteredStreets.draw(block, legend)
    return [plain, eBike, foot].map((profile) => streets.find(profile, 'a', 'g')?.letters)
  }

  test('those who drive, not those who walk', async () => {
    expect(await ways(through(''))).toEqual(['abcfeg', 'abcfeg', 'abeg'])
  })

  test('not those excepted', async () => {
    expect(await ways(through('except=psv;bicycle'))).toEqual(['abcfeg', 'abeg', 'abeg'])
    expect(await ways(through('except=motorcar'))).toEqual(['abeg', 'abcfeg', 'abeg'])
    expect(await ways(through('except=psv'))).toEqual(['abcfeg', 'abcfeg', 'abeg'])
  })

  test('those named', async () => {
    expect(await ways(through('vehicle=motorcar'))).toEqual(['abcfeg', 'abeg', 'abeg'])
    expect(await ways(through('vehicle=bicycle'))).toEqual(['abeg', 'abcfeg', 'abeg'])
    // Who walks may turn round at c, and then it is not from ab that they turn into be.
    expect(await ways(through('vehicle=foot'))).toEqual(['abeg', 'abeg', 'abcbeg'])
    expect(await ways(through('vehicle=hgv'))).toEqual(['abeg', 'abeg', 'abeg'])
  })
})

describe('what is counted', () => {
  const counts = async (restriction: string, legend: Legend = {}) => {
    const streets = await LetteredStreets.draw(block, { ...legend, restrictions: [restriction] })
    const { restrictions, restrictionsIgnored } = streets.graph(plain).report
    return { followed: restrictions, ignored: restrictionsIgnored }
  }
  const followed = { followed: 1, ignored: 0 }
  const ignored = { followed: 0, ignored: 1 }
  const neither = { followed: 0, ignored: 0 }

  test('followed ones', async () => {
    expect(await counts('no_right_turn ab b be')).toEqual(followed)
    expect(await counts('no_right_turn ab b be vehicle=hgv'), 'for others').toEqual(neither)
  })

  test('ignored: conditional, of no known kind, with members missing, apart or ambiguous', async () => {
    expect(await counts('no_right_turn ab b be when=Mo-Fr')).toEqual(ignored)
    expect(await counts('give_way ab b be')).toEqual(ignored)
    expect(await counts('no_right_turn ab b ?')).toEqual(ignored)
    expect(await counts('no_right_turn ab ? be')).toEqual(ignored)
    expect(await counts('no_right_turn ab f be')).toEqual(ignored)
    expect(await counts('no_right_turn ab cf be')).toEqual(ignored)
    expect(await counts(`no_u_turn ab ${'be eb '.repeat(6)}bc`), 'no sign says so').toEqual(ignored)
    const passing = { ways: { abc: {} } }
    expect(await counts('no_right_turn abc b be', passing), 'from a or from c?').toEqual(ignored)
    const oneWay = { ways: { abc: { oneway: 'yes' } } }
    expect(await counts('no_right_turn abc b be', oneWay), 'from a').toEqual(followed)
  })

  test('neither: about ways that are closed anyway', async () => {
    const closed = { ways: { be: { motor_vehicle: 'no' } } }
    expect(await counts('no_right_turn ab b be', closed)).toEqual(neither)
    expect(await counts('only_right_turn ab b be', closed), 'it would close ab').toEqual(neither)
  })
})
