import { describe, expect, test } from 'vitest'
import { featuresAt, here, Sketch, type DrawnArchive } from './draw-map.ts'

type Line = readonly (readonly [number, number])[]
const eastwards: Line = [[-400, 0], [400, 0]] // prettier-ignore

async function kindsByZoom(archive: DrawnArchive, layer: string): Promise<Record<string, number>> {
  const first: Record<string, number> = {}
  for (let z = 14; z >= 0; z -= 1)
    for (const { properties } of await featuresAt(archive, layer, z, here))
      first[String(properties['kind'])] = z
  return first
}

describe('streets', () => {
  test('appear the earlier the more important they are, and so do their names', async () => {
    const sketch = new Sketch()
    const kinds = [
      'motorway',
      'trunk',
      'primary',
      'secondary',
      'tertiary',
      'residential',
      'footway',
    ]
    kinds.forEach((highway, i) =>
      sketch.way([[-400, i * 20], [400, i * 20]], { highway, name: `${highway}路` })) // prettier-ignore
    const archive = await sketch.draw()
    expect(await kindsByZoom(archive, 'streets')).toEqual({
      motorway: 5,
      trunk: 6,
      primary: 8,
      secondary: 9,
      tertiary: 10,
      residential: 12,
      footway: 13,
    })
    expect(await kindsByZoom(archive, 'street_labels')).toMatchObject({
      motorway: 10,
      primary: 12,
      tertiary: 13,
      residential: 14,
    })
  })

  test('tell more of themselves the closer one looks', async () => {
    const sketch = new Sketch()
    const tags = { highway: 'trunk_link', oneway: 'yes', bridge: 'viaduct', surface: 'asphalt' }
    sketch.way(eastwards, { ...tags, bicycle: 'no' })
    const archive = await sketch.draw()
    const at = async (z: number) => (await featuresAt(archive, 'streets', z))[0]?.properties
    const middle = { kind: 'trunk', link: true, bridge: true, surface: 'asphalt' }
    expect(await at(8)).toEqual({ kind: 'trunk' })
    expect(await at(12)).toEqual(middle)
    expect(await at(14)).toEqual({ ...middle, oneway: true, bicycle: 'no' })
  })

  test('are one where their pieces are alike and nothing branches off', async () => {
    const sketch = new Sketch()
    const street = { highway: 'residential', name: '长街' }
    sketch.way([[-400, 0], [-200, 0]], street) // prettier-ignore
    sketch.way([[0, 0], [-200, 0]], street) // prettier-ignore
    sketch.way([[0, 0], [200, 0]], street) // prettier-ignore
    sketch.way([[200, 0], [400, 0]], { ...street, name: '短街' }) // prettier-ignore
    const archive = await sketch.draw()
    const long = (await featuresAt(archive, 'street_labels', 14)).filter(
      ({ properties }) => properties['name'] === '长街',
    )
    expect(long).toHaveLength(1)
    const xs = long[0]?.parts[0]?.map(({ x }) => x) ?? []
    expect(Math.max(...xs) - Math.min(...xs)).toBeGreaterThan(1200)
    expect(await featuresAt(archive, 'streets', 13)).toHaveLength(1)
  })

  test('end at crossings, where nobody knows which one goes on', async () => {
    const sketch = new Sketch()
    const street = { highway: 'residential' }
    for (const end of [[-300, 0], [300, 0], [0, 300], [0, -300]] as const)
      sketch.way([[0, 0], end], street) // prettier-ignore
    expect(await featuresAt(await sketch.draw(), 'streets', 13)).toHaveLength(4)
  })

  test('of one way keep their direction', async () => {
    const sketch = new Sketch()
    sketch.way([[0, 0], [-300, 0]], { highway: 'residential', oneway: 'yes' }) // prettier-ignore
    sketch.way([[0, 0], [300, 0]], { highway: 'residential', oneway: 'yes' }) // prettier-ignore
    const lines = await featuresAt(await sketch.draw(), 'streets', 14)
    expect(lines.map(({ parts }) => parts[0]?.[0]?.x)).toEqual([2048, 2048])
  })

  test('write several numbers one below the other', async () => {
    const sketch = new Sketch()
    sketch.way(eastwards, { highway: 'motorway', ref: 'G2; S29' })
    const [label] = await featuresAt(await sketch.draw(), 'street_labels', 12)
    expect(label?.properties).toEqual({
      kind: 'motorway',
      ref: 'G2\nS29',
      ref_rows: 2,
      ref_cols: 3,
    })
  })

  test('that leave the extract are drawn as far as their nodes are there', async () => {
    const sketch = new Sketch()
    const way = sketch.way([[-400, 0], [-200, 0], [0, 0], [200, 0], [400, 0]], { highway: 'primary' }) // prettier-ignore
    sketch.map.nodes.splice(2, 1)
    expect(way).toBe(1)
    const lines = await featuresAt(await sketch.draw(), 'streets', 14)
    expect(lines.map(({ parts }) => parts[0]?.map(({ x }) => x < 2048))).toEqual([
      [true, true],
      [false, false],
    ])
  })
})

describe('names', () => {
  const named = async (tags: Record<string, string>) => {
    const sketch = new Sketch()
    sketch.way(eastwards, { highway: 'primary', ...tags })
    const [label] = await featuresAt(await sketch.draw(), 'street_labels', 14)
    const { kind, ...names } = label?.properties ?? {}
    return { kind, names }.names
  }

  test('are Chinese when a Chinese one is told, or when they are written so', async () => {
    expect(await named({ name: '人民路', 'name:en': 'Renmin Road' })).toEqual({
      name: '人民路',
      name_en: 'Renmin Road',
      name_zh: '人民路',
    })
    expect(await named({ name: 'Nanjing Lu', 'name:zh': '南京路' })).toMatchObject({
      name_zh: '南京路',
    })
    expect(await named({ name: '東京', 'name:zh-Hans': '东京' })).toMatchObject({ name_zh: '东京' })
  })

  test('with kana or hangul are not Chinese', async () => {
    expect(await named({ name: '渋谷スクランブル' })).toEqual({ name: '渋谷スクランブル' })
    expect(await named({ name: '大學路 대학로' })).not.toHaveProperty('name_zh')
  })
})

test('places are written from the most to the least populous', async () => {
  const sketch = new Sketch()
  sketch.node(0, 0, { place: 'village', name: '小村', population: '120' })
  sketch.node(10, 0, { place: 'town', name: '大镇', population: '12,000' })
  sketch.node(20, 0, { place: 'town', name: '新镇' })
  const places = await featuresAt(await sketch.draw(), 'place_labels', 14)
  expect(places.map(({ properties }) => [properties['name'], properties['population']])).toEqual([
    ['大镇', 12_000],
    ['新镇', 5_000],
    ['小村', 120],
  ])
})
