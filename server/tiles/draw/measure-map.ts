import type { Bbox } from '../../../shared/geo.ts'
import { lngLatOf } from '../shapes/world.ts'
import { layerNumbers, POINT, type Features } from './features.ts'

/** Boundaries run far beyond the town that an extract was made for. */
const unmeasured = new Set([layerNumbers.get('boundaries'), layerNumbers.get('ocean')])

/** Around everything drawn. */
export function measureMap(features: Features): Bbox {
  const { shapes } = features
  const { xs, ys } = shapes.places
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity]
  const include = (place: number) => {
    const x = xs.at(place)
    const y = ys.at(place)
    if (x < west) west = x
    if (x > east) east = x
    if (y < north) north = y
    if (y > south) south = y
  }
  for (let i = 0; i < features.count; i += 1) {
    if (unmeasured.has(features.layers.at(i))) continue
    const geometry = features.geometry.at(i)
    if (features.types.at(i) === POINT) {
      include(geometry)
      continue
    }
    const from = shapes.parts.at(shapes.starts.at(geometry))
    const to = shapes.parts.at(shapes.starts.at(geometry + 1))
    for (let vertex = from; vertex < to; vertex += 1) include(shapes.vertices.at(vertex))
  }
  if (west > east) return [0, 0, 0, 0]
  return [...lngLatOf(west, south), ...lngLatOf(east, north)]
}
