import { describe, expect, test } from 'vitest'
import { areaOf, featuresAt, Sketch } from './draw-map.ts'

const coast = { natural: 'coastline' }

/** What became of the sea, and its square kilometres. */
async function seaOf(sketch: Sketch) {
  const archive = await sketch.draw()
  const [sea] = await featuresAt(archive, 'ocean', 14)
  return { state: archive.drawn.ocean, squareKm: sea ? areaOf(sea) / 1e6 : 0 }
}

/** A block of streets that tells how far the map goes. */
function frame(sketch: Sketch, half = 600): void {
  sketch.way(sketch.square(2 * half), { highway: 'residential' })
}

describe('the sea', () => {
  test('lies to the right of a coast that runs through the map', async () => {
    const sketch = new Sketch()
    frame(sketch)
    // Northwards, in two pieces: the sea is in the east.
    sketch.way([[300, 0], [300, 900]], coast) // prettier-ignore
    sketch.way([[300, -900], [350, -500], [300, 0]], coast) // prettier-ignore
    const { state, squareKm } = await seaOf(sketch)
    expect(state).toBe('drawn')
    expect(squareKm).toBeCloseTo(1.8 * 0.3 - (0.05 * 0.9) / 2, 2)
  })

  test('lies on the other side when the coast runs the other way', async () => {
    const sketch = new Sketch()
    frame(sketch)
    sketch.way([[300, 900], [300, -900]], coast) // prettier-ignore
    expect((await seaOf(sketch)).squareKm).toBeCloseTo(1.8 * 0.9, 2)
  })

  test('leaves islands out, and is all around when there is nothing else', async () => {
    const sketch = new Sketch()
    frame(sketch)
    // Land on the left: against the clock.
    sketch.way(sketch.square(600), coast)
    const { state, squareKm } = await seaOf(sketch)
    expect(state).toBe('drawn')
    expect(squareKm).toBeCloseTo(1.2 ** 2 - 0.6 ** 2, 2)
  })

  test('is between two coasts of a strait', async () => {
    const sketch = new Sketch()
    frame(sketch)
    sketch.way([[-200, -900], [-200, 900]], coast) // prettier-ignore
    sketch.way([[400, 900], [400, -900]], coast) // prettier-ignore
    sketch.way(sketch.square(100, [100, 0]), coast)
    expect((await seaOf(sketch)).squareKm).toBeCloseTo(1.8 * 0.6 - 0.01, 2)
  })

  test('reaches the edge where a coast ends just before it', async () => {
    const sketch = new Sketch()
    frame(sketch)
    sketch.way([[300, -595], [300, 593]], coast) // prettier-ignore
    expect((await seaOf(sketch)).squareKm).toBeCloseTo(1.2 * 0.3, 1)
  })

  test('is left out, and said to be unclear, when a coast ends in the middle', async () => {
    const sketch = new Sketch()
    frame(sketch)
    sketch.way([[300, -900], [300, 0]], coast) // prettier-ignore
    expect(await seaOf(sketch)).toEqual({ state: 'unclear', squareKm: 0 })
  })

  test('is none inland', async () => {
    const sketch = new Sketch()
    frame(sketch)
    expect(await seaOf(sketch)).toEqual({ state: 'none', squareKm: 0 })
  })
})
