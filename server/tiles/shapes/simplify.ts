import { EXTENT_BITS } from '../tile-address.ts'
import { MAX_ZOOM } from '../shortbread/draft.ts'
import type { Places } from './places.ts'
import { WORLD_BITS } from './world.ts'

/** Half a pixel of a 512-pixel tile, in units of the extent: what nobody sees. */
const TOLERANCE_BITS = 2

/** A deviation of 2^bits world units is seen from this zoom less the bits on. */
const BASE = WORLD_BITS - EXTENT_BITS + TOLERANCE_BITS

interface Line {
  readonly places: Places
  readonly vertices: Uint32Array
  /** Filled in. */
  readonly zooms: Uint8Array
}

/**
 * Douglas–Peucker once for all zooms: for each vertex the zoom from which leaving it out would be seen. Ends are always
 * needed; at the deepest zoom everything is kept, because a map that goes closer enlarges it.
 */
export function markZooms(line: Line, from: number, to: number): void {
  const { zooms } = line
  zooms.fill(MAX_ZOOM, from, to)
  if (to - from === 0) return
  zooms[from] = 0
  zooms[to - 1] = 0
  const open = [from, to - 1]
  while (open.length > 0) {
    const last = open.pop() as number
    const first = open.pop() as number
    if (last - first < 2) continue
    const { vertex, deviation } = farthest(line, first, last)
    if (deviation <= 1) continue
    zooms[vertex] = zoomOf(deviation)
    open.push(first, vertex, vertex, last)
  }
}

function zoomOf(squared: number): number {
  const zoom = Math.floor(BASE - Math.log2(squared) / 2) + 1
  return Math.max(0, Math.min(MAX_ZOOM, zoom))
}

/** The vertex that lies farthest from the line between two others; of equally far ones the one nearest the middle. */
function farthest({ places, vertices }: Line, first: number, last: number) {
  const xs = places.xs.array
  const ys = places.ys.array
  const ax = xs[vertices[first] as number] as number
  const ay = ys[vertices[first] as number] as number
  const dx = (xs[vertices[last] as number] as number) - ax
  const dy = (ys[vertices[last] as number] as number) - ay
  const length = dx * dx + dy * dy
  const middle = (first + last) >> 1
  let vertex = middle
  let deviation = 0
  let fromMiddle = Infinity
  for (let i = first + 1; i < last; i += 1) {
    let x = (xs[vertices[i] as number] as number) - ax
    let y = (ys[vertices[i] as number] as number) - ay
    if (length > 0) {
      const along = Math.max(0, Math.min(1, (x * dx + y * dy) / length))
      x -= dx * along
      y -= dy * along
    }
    const squared = x * x + y * y
    const off = Math.abs(i - middle)
    if (squared > deviation || (squared === deviation && off < fromMiddle)) {
      vertex = i
      deviation = squared
      fromMiddle = off
    }
  }
  return { vertex, deviation }
}
