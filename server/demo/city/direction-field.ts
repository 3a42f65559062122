import { at, minus, type Point } from './plane.ts'
import type { PlanarMap } from './planar-map.ts'

/**
 * Which way streets run: a smooth cross field (four directions, a quarter turn apart) that follows
 * the nearest roads, banks and coast and is harmonic in between. After Chen et al., "Interactive
 * procedural street modeling" (2008), with a field solved on a grid instead of hand-placed tensors.
 */
export type DirectionField = (point: Point) => number

const cellMetres = 125
const reach = 14_900
const columns = Math.ceil((2 * reach) / cellMetres)
const sweeps = 90

/** The field's angle is in radians, one of four equal directions. */
export function createDirectionField(map: PlanarMap): DirectionField {
  const cosines = new Float64Array(columns * columns)
  const sines = new Float64Array(columns * columns)
  const weights = new Float64Array(columns * columns)
  for (let half = 0; half < map.origin.length; half += 2) {
    if (map.kindOf(half) === 'rib') continue
    const [from, to] = [map.start(half), map.end(half)]
    const along = minus(to, from)
    const length = Math.hypot(along[0], along[1])
    const angle = 4 * Math.atan2(along[1], along[0])
    const cell = cellOf([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2])
    cosines[cell] = at(cosines, cell) + length * Math.cos(angle)
    sines[cell] = at(sines, cell) + length * Math.sin(angle)
    weights[cell] = at(weights, cell) + length
  }
  const isFree = new Uint8Array(columns * columns)
  for (let cell = 0; cell < weights.length; cell++) {
    const weight = at(weights, cell)
    if (weight === 0) isFree[cell] = 1
    else {
      cosines[cell] = at(cosines, cell) / weight
      sines[cell] = at(sines, cell) / weight
    }
  }
  relax(cosines, isFree)
  relax(sines, isFree)
  return (point) => {
    const cell = cellOf(point)
    return Math.atan2(blend(sines, cell, point), blend(cosines, cell, point)) / 4
  }
}

function cellOf([x, y]: Point): number {
  const column = Math.floor((x + reach) / cellMetres)
  const row = Math.floor((y + reach) / cellMetres)
  return row * columns + column
}

/** Bilinear, between the centres of four cells. */
function blend(values: Float64Array, cell: number, [x, y]: Point): number {
  const u = (x + reach) / cellMetres - (cell % columns) - 0.5
  const v = (y + reach) / cellMetres - Math.floor(cell / columns) - 0.5
  const aside = u < 0 ? -1 : 1
  const above = v < 0 ? -columns : columns
  const [s, t] = [Math.abs(u), Math.abs(v)]
  const near = at(values, cell) * (1 - s) + at(values, cell + aside) * s
  const far = at(values, cell + above) * (1 - s) + at(values, cell + above + aside) * s
  return near * (1 - t) + far * t
}

/** Gauss–Seidel with over-relaxation on the cells no line passes through. */
function relax(values: Float64Array, isFree: Uint8Array): void {
  const free: number[] = []
  for (let row = 1; row < columns - 1; row++) {
    for (let column = 1; column < columns - 1; column++) {
      if (isFree[row * columns + column]) free.push(row * columns + column)
    }
  }
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (const cell of free) {
      const around =
        (values[cell - 1] ?? 0) +
        (values[cell + 1] ?? 0) +
        (values[cell - columns] ?? 0) +
        (values[cell + columns] ?? 0)
      const old = values[cell] ?? 0
      values[cell] = old + 1.7 * (around / 4 - old)
    }
  }
}
