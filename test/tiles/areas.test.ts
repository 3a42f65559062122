import { describe, expect, test } from 'vitest'
import { areaOf, featuresAt, ringArea, Sketch } from './draw-map.ts'

const wood = { natural: 'wood' }
const woodRelation = { type: 'multipolygon', ...wood }

/** Woods at zoom 14 with their square metres, the largest first. */
async function woodsOf(sketch: Sketch) {
  const archive = await sketch.draw()
  const woods = await featuresAt(archive, 'land', 14)
  return { archive, woods, areas: woods.map((one) => areaOf(one)).toSorted((a, b) => b - a) }
}

/** Vertices lie on whole units of half a metre, so that a side of 800 m may be off by as much. */
const nearly = (metres: number) => expect.closeTo(metres, -3.4) as number

describe('areas of several ways', () => {
  test('have holes, which run against the ring around them', async () => {
    const sketch = new Sketch()
    const outer = sketch.way(sketch.square(800))
    const inner = sketch.way(sketch.square(200))
    sketch.relation([[outer, 'outer'], [inner, 'inner']], woodRelation) // prettier-ignore
    const { woods, areas } = await woodsOf(sketch)
    expect(areas).toEqual([nearly(800 ** 2 - 200 ** 2)])
    expect(woods[0]?.parts.map((ring) => Math.sign(ringArea(ring)))).toEqual([1, -1])
  })

  test('close out of pieces in any order and direction', async () => {
    const sketch = new Sketch()
    const [a, b, c, d] = sketch.square(600) as [[number, number], [number, number], [number, number], [number, number]] // prettier-ignore
    const pieces = [
      sketch.way([c, d]),
      sketch.way([b, a]),
      sketch.way([a, d]),
      sketch.way([b, [300, 0], c]),
    ]
    sketch.relation(pieces.map((way) => [way, 'outer']), woodRelation) // prettier-ignore
    expect((await woodsOf(sketch)).areas).toEqual([nearly(600 ** 2)])
  })

  test('are told apart where two rings touch in a point', async () => {
    const sketch = new Sketch()
    const south = sketch.way([[0, 0], [-200, -200], [200, -200], [0, 0]]) // prettier-ignore
    const west = sketch.way([[0, 0], [-200, 200]]) // prettier-ignore
    const north = sketch.way([[-200, 200], [200, 200], [0, 0]]) // prettier-ignore
    sketch.relation([[south, 'outer'], [west, 'outer'], [north, 'outer']], woodRelation) // prettier-ignore
    const { woods, areas } = await woodsOf(sketch)
    expect(areas).toEqual([nearly(2 * 200 * 200)])
    expect(woods[0]?.parts).toHaveLength(2)
  })

  test('nest as they lie, whatever their roles say', async () => {
    const sketch = new Sketch()
    const rings = [800, 600, 300].map((side) => sketch.way(sketch.square(side)))
    sketch.relation(rings.map((way) => [way, 'inner']), woodRelation) // prettier-ignore
    expect((await woodsOf(sketch)).areas).toEqual([nearly(800 ** 2 - 600 ** 2 + 300 ** 2)])
  })

  test('that do not close are left out and counted; their holes do not become areas', async () => {
    const sketch = new Sketch()
    const [a, b, c] = sketch.square(800) as [[number, number], [number, number], [number, number]]
    const open = sketch.way([a, b, c])
    const hole = sketch.way(sketch.square(100))
    sketch.relation([[open, 'outer'], [hole, 'inner'], [999, 'outer']], woodRelation) // prettier-ignore
    sketch.way([[0, 0], [10, 0]], { highway: 'residential' }) // prettier-ignore
    const { archive, areas } = await woodsOf(sketch)
    expect(areas).toEqual([])
    expect(archive.drawn.broken).toBe(1)
    expect(await featuresAt(archive, 'streets', 14)).toHaveLength(1)
  })

  test('keep what closes when a part is beyond the edge of the extract', async () => {
    const sketch = new Sketch()
    const whole = sketch.way(sketch.square(300))
    const hole = sketch.way(sketch.square(100))
    sketch.relation([[whole, 'outer'], [hole, 'inner'], [999, 'outer']], woodRelation) // prettier-ignore
    expect((await woodsOf(sketch)).areas).toEqual([nearly(300 ** 2 - 100 ** 2)])
  })

  test('may have their tags on the outer way, as until 2017, and are drawn once', async () => {
    const sketch = new Sketch()
    const outer = sketch.way(sketch.square(800), wood)
    const inner = sketch.way(sketch.square(200))
    sketch.relation([[outer, 'outer'], [inner, 'inner']], { type: 'multipolygon' }) // prettier-ignore
    expect((await woodsOf(sketch)).areas).toEqual([nearly(800 ** 2 - 200 ** 2)])
  })

  test('of another kind within a hole are drawn by themselves', async () => {
    const sketch = new Sketch()
    const outer = sketch.way(sketch.square(800))
    const pond = sketch.way(sketch.square(200), { natural: 'water', name: '荷塘' })
    sketch.relation([[outer, 'outer'], [pond, 'inner']], woodRelation) // prettier-ignore
    const { archive } = await woodsOf(sketch)
    const [water] = await featuresAt(archive, 'water_polygons', 14)
    expect(water && areaOf(water)).toEqual(nearly(200 ** 2))
    const [label] = await featuresAt(archive, 'water_polygons_labels', 14)
    expect(label?.properties).toMatchObject({ kind: 'water', name: '荷塘', name_zh: '荷塘' })
  })
})

describe('closed ways', () => {
  test('with a node that the file does not have are left out and counted', async () => {
    const sketch = new Sketch()
    sketch.way(sketch.square(300), wood)
    sketch.map.nodes.splice(1, 1)
    const { archive, areas } = await woodsOf(sketch)
    expect(areas).toEqual([])
    expect(archive.drawn.broken).toBe(1)
  })

  test('that are roads stay lines, unless they say that they are areas', async () => {
    const sketch = new Sketch()
    sketch.way(sketch.square(300), { highway: 'pedestrian', name: '环路' })
    sketch.way(sketch.square(100), { highway: 'pedestrian', area: 'yes', name: '广场' })
    const archive = await sketch.draw()
    expect(await featuresAt(archive, 'streets', 14)).toHaveLength(1)
    const [square] = await featuresAt(archive, 'street_polygons', 14)
    expect(square && areaOf(square)).toEqual(nearly(100 ** 2))
    const [label] = await featuresAt(archive, 'streets_polygons_labels', 14)
    expect(label?.properties['name']).toBe('广场')
  })

  test('too small to be seen are left out until they are large enough', async () => {
    const sketch = new Sketch()
    sketch.way(sketch.square(60), { landuse: 'residential' })
    const archive = await sketch.draw()
    expect(await featuresAt(archive, 'land', 10)).toEqual([])
    expect(await featuresAt(archive, 'land', 14)).toHaveLength(1)
  })
})

test('an area as large as a continent is left out and counted, and the town stays', async () => {
  const sketch = new Sketch()
  const corners: [number, number][] = [[-1e9, -6e8], [1e9, -6e8], [1e9, 7e8], [-1e9, 7e8]] // prettier-ignore
  const ids = corners.map(([lng, lat], i) => {
    sketch.map.nodes.push({ id: 1000 + i, lng, lat })
    return 1000 + i
  })
  sketch.map.ways.push({ id: 99, refs: [...ids, 1000], tags: wood })
  sketch.way(sketch.square(300), wood)
  const { archive, areas } = await woodsOf(sketch)
  expect(areas).toEqual([nearly(300 ** 2)])
  expect(archive.drawn.broken).toBe(1)
})

test('a label lies within its area, even in a horseshoe', async () => {
  const sketch = new Sketch()
  const shoe: [number, number][] = [[-400, -300], [400, -300], [400, 300], [200, 300], [200, -200], [-200, -200], [-200, 300], [-400, 300], [-400, -300]] // prettier-ignore
  sketch.way(shoe, { natural: 'water', name: '月湖' })
  const archive = await sketch.draw()
  const [label] = await featuresAt(archive, 'water_polygons_labels', 14)
  const east = ((label?.parts[0]?.[0]?.x ?? 0) - 2048) * 0.48
  expect(Math.abs(east)).toBeGreaterThan(200)
  expect(Math.abs(east)).toBeLessThan(400)
})
