import type { Bbox } from '../../../shared/geo.ts'
import type { WorldBox } from '../shapes/box-edge.ts'
import { lngLatOf } from '../shapes/world.ts'
import { layerNumbers, POINT, type Features } from './features.ts'

/** Boundaries run far beyond the town that an extract was made for, and the sea is made to fit the rest. */
const unmeasured = new Set([layerNumbers.get('boundaries'), layerNumbers.get('ocean')])

/** Where a map's content lies. */
export interface Extent {
  /** Around everything. */
  readonly whole: WorldBox
  /** Around all but the outermost half percent in each direction: long rivers and railways lead out of every extract. */
  readonly view: WorldBox
}

/** @returns undefined when there is nothing */
export function measureMap(features: Features): Extent | undefined {
  const places = new Uint8Array(features.shapes.places.xs.length)
  let count = 0
  const mark = (place: number) => {
    if (places[place] === 0) count += 1
    places[place] = 1
  }
  const { shapes } = features
  for (let i = 0; i < features.count; i += 1) {
    if (unmeasured.has(features.layers.at(i))) continue
    const geometry = features.geometry.at(i)
    if (features.types.at(i) === POINT) {
      mark(geometry)
      continue
    }
    const from = shapes.parts.at(shapes.starts.at(geometry))
    const to = shapes.parts.at(shapes.starts.at(geometry + 1))
    for (let vertex = from; vertex < to; vertex += 1) mark(shapes.vertices.at(vertex))
  }
  if (count === 0) return undefined
  const xs = sortedWhere(shapes.places.xs.array, places, count)
  const ys = sortedWhere(shapes.places.ys.array, places, count)
  const box = (share: number): WorldBox => {
    const low = Math.floor(share * (count - 1))
    const high = count - 1 - low
    return [xs[low], ys[low], xs[high], ys[high]] as [number, number, number, number]
  }
  return { whole: box(0), view: box(0.005) }
}

function sortedWhere(values: Int32Array, marks: Uint8Array, count: number): Int32Array {
  const chosen = new Int32Array(count)
  let length = 0
  for (let i = 0; i < marks.length; i += 1)
    if (marks[i]) {
      chosen[length] = values[i] as number
      length += 1
    }
  return chosen.sort()
}

export function bboxOf([west, north, east, south]: WorldBox): Bbox {
  return [...lngLatOf(west, south), ...lngLatOf(east, north)]
}
