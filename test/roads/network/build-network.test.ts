import { describe, expect, test } from 'vitest'
import type { OsmHandlers } from '../../../server/osm/index.ts'
import { buildNetwork } from '../../../server/roads/network/build-network.ts'
import { car } from '../../../server/roads/network/profiles/car.ts'
import { foot } from '../../../server/roads/network/profiles/foot.ts'
import { distanceMetres } from '../../../shared/geo.ts'
import { drawMap, feedOf, type Legend, type OsmMap } from '../support/ascii-map.ts'
import { LetteredStreets } from '../support/lettered-streets.ts'
import { plain } from '../support/plain-profile.ts'

/** Segments by their letters, in the order of the ways. */
async function segmentsOf(map: OsmMap): Promise<string[]> {
  const streets = await LetteredStreets.build(map)
  return Array.from(streets.built.network.from, (_, segment) => streets.name(2 * segment))
}

const draw = (drawing: string, legend?: Legend) => segmentsOf(drawMap(drawing, legend))

/** The map of a drawing whose ways run along these letters instead. */
const withWays = (drawing: string, ...ways: string[]): OsmMap => ({
  nodes: drawMap(drawing).nodes,
  ways: ways.map((letters, i) => ({
    id: 10 + i,
    refs: Array.from(letters, (letter) => letter.charCodeAt(0)),
    tags: { highway: 'residential' },
  })),
  relations: [],
})

describe('a way is split', () => {
  test('where others meet it, and nowhere else', async () => {
    const drawing = 'a---b---c---d\n        |\n        e'
    expect(await draw(drawing, { ways: { abcd: {} } })).toEqual(['ce', 'abc', 'cd'])
  })

  test('where it meets itself', async () => {
    expect(await segmentsOf(withWays('abc\nfed', 'abcdeba'))).toEqual(['ab', 'bcdeb', 'ba'])
    expect(await segmentsOf(withWays('abc\nfed', 'abefa')), 'a ring').toEqual(['abefa'])
    expect(await segmentsOf(withWays('abc', 'aba')), 'there and back').toEqual(['aba'])
  })

  test('at what stops or delays somebody', async () => {
    const bollard = { ways: { abc: {} }, nodes: { b: { barrier: 'bollard' } } }
    expect(await draw('a---b---c', bollard)).toEqual(['ab', 'bc'])
    const lights = { ways: { abc: {} }, nodes: { b: { highway: 'traffic_signals' } } }
    expect(await draw('a---b---c', lights)).toEqual(['ab', 'bc'])
    const stop = { ways: { abc: {} }, nodes: { b: { highway: 'bus_stop', name: '站' } } }
    expect(await draw('a---b---c', stop)).toEqual(['abc'])
  })

  test('where a restriction has its turn', async () => {
    const legend = { ways: { abc: {} }, restrictions: ['no_u_turn abc b abc'] }
    expect(await draw('a---b---c', legend)).toEqual(['ab', 'bc'])
  })

  test('where nodes are missing: it ends there, and begins again after', async () => {
    const map = drawMap('a---b---c---d---e', { ways: { abcde: {} } })
    const without = (letters: string): OsmMap => ({
      ...map,
      nodes: map.nodes.filter(({ id }) => !letters.includes(String.fromCharCode(id))),
    })
    expect(await segmentsOf(without('c'))).toEqual(['ab', 'de'])
    expect(await segmentsOf(without('a'))).toEqual(['bcde'])
    expect(await segmentsOf(without('bd'))).toEqual([])
    expect(await segmentsOf(without('bc'))).toEqual(['de'])
    expect(await segmentsOf(without('abcde'))).toEqual([])
  })
})

describe('degenerate ways', () => {
  test('of one node, or of one node again and again, are none', async () => {
    expect(await segmentsOf(withWays('abc', 'a', 'bb', 'bbb'))).toEqual([])
    expect(await segmentsOf(withWays('abc', 'aabbbc'))).toEqual(['abc'])
  })

  test('of no length still join what they join', async () => {
    const map = withWays('a---b---c---d', 'ab', 'bc', 'cd')
    const b = map.nodes.find(({ id }) => id === 'b'.charCodeAt(0))
    const nodes = map.nodes.map((node) =>
      node.id === 'c'.charCodeAt(0) && b ? { ...b, id: node.id } : node,
    )
    const streets = await LetteredStreets.build({ ...map, nodes })
    expect(streets.built.network.length[1]).toBe(0)
    expect(streets.find(plain, 'a', 'd')?.distance).toBeGreaterThan(20_000)
  })
})

describe('a network', () => {
  test('measures as the rest of Beatline does, along the whole shape', async () => {
    const map = drawMap('a---b\n    |\n    c', { ways: { abc: {} } })
    const { network } = (await LetteredStreets.build(map)).built
    const points = map.nodes.map(({ lng, lat }): [number, number] => [lng / 1e7, lat / 1e7])
    const [a = [0, 0], b = [0, 0], c = [0, 0]] = points
    const metres = distanceMetres(a, b) + distanceMetres(b, c)
    expect([...network.length]).toEqual([Math.round(100 * metres)])
    expect([...network.shapeLng]).toEqual(map.nodes.map(({ lng }) => lng))
    expect([...network.shapeFirst]).toEqual([0, 3])
  })

  test('names its streets, or gives their number', async () => {
    const { network } = (
      await LetteredStreets.draw('a---b---c---d---e', {
        ways: {
          ab: { name: '中山路' },
          bc: { ref: 'G205' },
          cd: { name: '中山路', ref: 'G205' },
        },
      })
    ).built
    const names = Array.from(network.name, (name) => network.names[name])
    expect(names.toSorted()).toEqual(['', 'G205', '中山路', '中山路'].toSorted())
    expect(network.names).toHaveLength(3)
  })

  test('takes only ways that somebody may travel', async () => {
    const legend = { ways: { ab: { highway: 'proposed' }, bc: { access: 'no' } } }
    expect(await draw('a---b---c---d', legend)).toEqual(['cd'])
  })

  test('has squares by their outlines, for walkers, be they ways or multipolygons', async () => {
    const square = { highway: 'pedestrian', name: '广场' }
    const [, outline] = withWays('a--b\n|  |\nd--c', 'ab', 'abcda').ways
    const map = { ...withWays('a--b\n|  |\nd--c'), ways: outline ? [{ ...outline, tags: {} }] : [] }
    const tagged = map.ways.map((way) => ({ ...way, tags: { ...square, area: 'yes' } }))
    const member = { type: 'way', ref: outline?.id ?? 0, role: 'outer' } as const
    const relation = { id: 1, members: [member], tags: { type: 'multipolygon', ...square } }
    expect(await segmentsOf(map)).toEqual([])
    for (const town of [
      { ...map, ways: tagged },
      { ...map, relations: [relation] },
    ]) {
      const streets = await LetteredStreets.build(town)
      const { network } = streets.built
      expect(streets.name(0)).toBe('abcda')
      expect(network.names[network.name[0] ?? 0]).toBe('广场')
      expect(streets.graph(foot).report.segments).toBe(1)
      expect(streets.graph(car).report.segments).toBe(0)
    }
  })

  test('is refused when no town could look like it', async () => {
    const map = withWays('a---b', 'ab')
    const ways = Array.from({ length: 501 }, (_, i) => ({ ...map.ways[0], id: i }))
    await expect(segmentsOf({ ...map, ways: ways as OsmMap['ways'] })).rejects.toThrow(
      'More than 500 streets meet at one node.',
    )
  })

  test('is read in three passes, told of together, and given up when asked to', async () => {
    const shares: number[] = []
    const asked: string[][] = []
    const feed = feedOf(drawMap('a---b'))
    await buildNetwork(
      async (handlers: OsmHandlers, options) => {
        asked.push(Object.keys(handlers))
        options.progress?.(0.5)
        await feed(handlers, options)
        options.progress?.(1)
      },
      { progress: (share) => shares.push(share) },
    )
    expect(asked).toEqual([['relation'], ['way'], ['node']])
    expect(shares).toEqual([1, 2, 3, 4, 5, 6].map((sixths): unknown => expect.closeTo(sixths / 6)))
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(buildNetwork(feed, { signal })).rejects.toThrow('enough')
  })

  test('does not care for the order of nodes', async () => {
    const map = drawMap('a---b---c\n|   |   |\nd---e---f', { ways: { abc: {} } })
    const turned = { ...map, nodes: map.nodes.toReversed() }
    expect((await LetteredStreets.build(turned)).built).toEqual(
      (await LetteredStreets.build(map)).built,
    )
  })
})
