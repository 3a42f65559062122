import type { WorldBox } from '../shapes/box-edge.ts'
import { closeAtEdge } from '../shapes/close-at-edge.ts'
import { mergeLines } from '../shapes/merge-lines.ts'
import { isInside } from '../shapes/nest-rings.ts'
import { layerNumbers, LINE, type Features } from './features.ts'
import { layArea } from './lay-area.ts'
import { ringsOf, type PartArea } from './lay-features.ts'
import type { Extent } from './measure-map.ts'

/** Places of streets that are looked at; more would not make it surer. */
const SAMPLE = 2000

/** Water has bridges and piers: land has this many times as many streets. */
const DRIER = 20

/**
 * Draws waters that an extract cuts off, closed along its edge as the sea is. On which side of a bank the water is, no
 * map tells; streets do. Where they leave a doubt, or a bank ends within the extract, only what closes is drawn.
 * @returns how many waters stay open
 */
export function layOpenWaters(
  waters: readonly PartArea[],
  features: Features,
  extent: Extent | undefined,
): number {
  if (waters.length === 0 || !extent) return waters.length
  const streets = sampleStreets(features)
  let open = 0
  for (const water of waters) {
    const closed =
      closeWater(water, features, extent.whole, streets) ??
      closeWater(water, features, extent.view, streets)
    const rings = closed ?? ringsOf(water, features)
    const drawn = rings.length > 0 && layArea(features, water.drafts, rings)
    if (!closed || !drawn) open += 1
  }
  return open
}

/** @returns rings as `nestRings` gives them; undefined where it cannot be told how it closes */
function closeWater(
  water: PartArea,
  features: Features,
  box: WorldBox,
  streets: readonly number[],
): number[][] | undefined {
  const { places } = features.shapes
  const sides = closeAtEdge(mergeLines(water.open), box, places)
    .map((outers) => ringsOf({ ...water, outers: [...outers, ...water.outers] }, features))
    .map((rings) => ({ rings, streets: countInside(streets, rings, features) }))
    .toSorted((a, b) => a.streets - b.streets)
  const [wet, dry] = sides
  return wet && dry && wet.streets * DRIER < dry.streets ? wet.rings : undefined
}

function countInside(
  sample: readonly number[],
  rings: readonly number[][],
  { shapes: { places } }: Features,
): number {
  const around = (place: number) => (ring: readonly number[]) =>
    isInside(places.xs.at(place), places.ys.at(place), ring, places)
  return sample.filter((place) => rings.filter(around(place)).length % 2 === 1).length
}

/** Places along streets, evenly out of all. */
function sampleStreets({ shapes, layers, types, geometry, count }: Features): number[] {
  const found: number[] = []
  for (let i = 0; i < count; i += 1) {
    if (layers.at(i) !== layerNumbers.get('streets') || types.at(i) !== LINE) continue
    const shape = geometry.at(i)
    const from = shapes.parts.at(shapes.starts.at(shape))
    const to = shapes.parts.at(shapes.starts.at(shape + 1))
    for (let vertex = from; vertex < to; vertex += 1) found.push(shapes.vertices.at(vertex))
  }
  const step = Math.max(1, found.length / SAMPLE)
  return Array.from(
    { length: Math.min(SAMPLE, found.length) },
    (_, i) => found[Math.floor(i * step)] as number,
  )
}
