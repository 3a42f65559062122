import { describe, expect, test } from 'vitest'
import { areaOf, featuresAt, Sketch } from './draw-map.ts'

const river = { type: 'multipolygon', natural: 'water', water: 'river', name: '青河' }

/** A town of 1.2 km with streets in the west, and in the east streets, too, or a meadow. */
function town(east: 'streets' | 'meadow' = 'streets'): Sketch {
  const sketch = new Sketch()
  const street = { highway: 'residential' }
  for (const north of [-600, -300, 0, 300, 600]) {
    sketch.way([[-600, north], [-450, north], [-300, north]], street) // prettier-ignore
    if (east === 'streets') sketch.way([[500, north], [550, north], [600, north]], street) // prettier-ignore
  }
  if (east === 'meadow') sketch.way(sketch.square(20, [590, 0]), { landuse: 'meadow' })
  return sketch
}

/** Ways from south to north, beyond both edges: what closes them is not in the extract. */
const banks = (sketch: Sketch, ...easts: number[]): [number, string][] =>
  easts.map((east) => [sketch.way([[east, -800], [east, 0], [east, 900]]), 'outer']) // prettier-ignore

async function waterOf(sketch: Sketch) {
  const archive = await sketch.draw()
  const waters = await featuresAt(archive, 'water_polygons', 14)
  const squareKm = waters.reduce((sum, water) => sum + areaOf(water) / 1e6, 0)
  const labels = await featuresAt(archive, 'water_polygons_labels', 14)
  return { squareKm, labels: labels.length, broken: archive.drawn.broken }
}

describe('water that an extract has only in part', () => {
  test('reaches the edge between the banks of a river', async () => {
    const sketch = town()
    sketch.relation([...banks(sketch, 0, 200), [999, 'outer']], river)
    const { squareKm, labels, broken } = await waterOf(sketch)
    expect(squareKm).toBeCloseTo(1.2 * 0.2, 2)
    expect([labels, broken]).toEqual([1, 0])
  })

  test('leaves islands out, and may have several arms', async () => {
    const sketch = town()
    const island = sketch.way(sketch.square(100, [100, 0]))
    sketch.relation([...banks(sketch, 0, 200, 300, 400), [island, 'inner'], [999, 'outer']], river)
    const { squareKm, broken } = await waterOf(sketch)
    expect(squareKm).toBeCloseTo(1.2 * 0.3 - 0.01, 2)
    expect(broken).toBe(0)
  })

  test('is on the side of a shore that has no streets, however large', async () => {
    const sketch = town('meadow')
    sketch.relation([...banks(sketch, -250), [999, 'outer']], { ...river, water: 'lake' })
    expect((await waterOf(sketch)).squareKm).toBeCloseTo(1.2 * 0.85, 2)
  })

  test('is left out and counted where streets are on both sides of its only shore', async () => {
    const sketch = town()
    sketch.relation([...banks(sketch, 100), [999, 'outer']], river)
    expect(await waterOf(sketch)).toEqual({ squareKm: 0, labels: 0, broken: 1 })
  })

  test('is left out and counted where a bank ends within the extract', async () => {
    const sketch = town()
    const half = sketch.way([[200, -800], [200, 0]]) // prettier-ignore
    sketch.relation([...banks(sketch, 0), [half, 'outer'], [999, 'outer']], river)
    expect(await waterOf(sketch)).toEqual({ squareKm: 0, labels: 0, broken: 1 })
  })

  test('is drawn also where a single way lost its nodes beyond the edge', async () => {
    const sketch = town()
    const { nodes, ways } = sketch.map
    sketch.way([[0, 590], [0, -590], [100, -800], [200, -590], [200, 590], [100, 800], [0, 590]], { natural: 'water' }) // prettier-ignore
    const lost = ways.at(-1)?.refs.filter((_, i) => i === 2 || i === 5)
    for (const id of lost ?? []) nodes.splice(nodes.findIndex((node) => node.id === id), 1) // prettier-ignore
    const { squareKm, broken } = await waterOf(sketch)
    expect(squareKm).toBeCloseTo(1.2 * 0.2, 2)
    expect(broken).toBe(0)
  })
})

test('a wood cut by the edge is left out and counted: streets do not tell on which side it goes on', async () => {
  const sketch = town()
  sketch.relation([...banks(sketch, 0, 200), [999, 'outer']], { ...river, natural: 'wood' })
  const archive = await sketch.draw()
  expect(await featuresAt(archive, 'land', 14)).toEqual([])
  expect(archive.drawn.broken).toBe(1)
})

test('an area of several parts is not counted when the parts that are missing lie elsewhere', async () => {
  const sketch = town()
  const whole = sketch.way(sketch.square(200))
  sketch.relation([[whole, 'outer'], [999, 'outer']], { type: 'multipolygon', natural: 'wood' }) // prettier-ignore
  expect((await sketch.draw()).drawn.broken).toBe(0)
})
