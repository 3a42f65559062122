import type { WorldBox } from '../shapes/box-edge.ts'
import { closeOcean } from '../shapes/close-ocean.ts'
import { signedArea } from '../shapes/nest-rings.ts'
import type { Draft } from '../shortbread/index.ts'
import { LARGEST_AREA, POLYGON, type Features } from './features.ts'
import type { Extent } from './measure-map.ts'
import type { MapSource } from './read-ways.ts'

const ocean: Draft = { layer: 'ocean', form: 'area', minZoom: 0, properties: {} }

/** What became of the coast: there was none, the sea is drawn, or it cannot be told where it is. */
export type OceanState = 'none' | 'drawn' | 'unclear'

/**
 * Draws the sea where the coastlines of an extract leave no doubt. An extract's edge is not told, so that it is tried
 * whether all coasts end at the edge of everything drawn, and then whether they cross the edge of what is in the middle.
 * @returns also the box around everything, the sea included
 */
export function layOcean(
  source: MapSource,
  features: Features,
  extent: Extent | undefined,
): { ocean: OceanState; whole: WorldBox | undefined } {
  const { shapes } = features
  const lines = source.coastline.flatMap((way) => source.ways.linesOf(way))
  const none = { ocean: 'none', whole: extent?.whole } as const
  if (lines.length === 0 || !extent) return none
  const { xs, ys } = shapes.places
  const widest = around(lines, extent.whole, xs.array, ys.array)
  for (const box of [widest, extent.whole, extent.view]) {
    const rings = closeOcean(lines, box, shapes.places)
    const area = rings?.reduce((sum, ring) => sum + signedArea(ring, shapes.places), 0) ?? 0
    if (!rings || area > LARGEST_AREA) continue
    if (rings.length > 0) features.add(ocean, POLYGON, shapes.add(rings))
    return { ocean: 'drawn', whole: box === widest ? widest : extent.whole }
  }
  return { ...none, ocean: 'unclear' }
}

/** The box widened to hold the lines. */
function around(
  lines: readonly ArrayLike<number>[],
  box: WorldBox,
  xs: Int32Array,
  ys: Int32Array,
): WorldBox {
  let [west, north, east, south] = box
  for (const line of lines)
    for (let i = 0; i < line.length; i += 1) {
      const x = xs[line[i] as number] as number
      const y = ys[line[i] as number] as number
      west = Math.min(west, x)
      east = Math.max(east, x)
      north = Math.min(north, y)
      south = Math.max(south, y)
    }
  return [west, north, east, south]
}
