import type { LngLat } from '../../../shared/geo.ts'
import type { RoadNetwork } from '../network/road-network.ts'

type Shapes = Pick<RoadNetwork, 'shapeFirst' | 'shapeLng' | 'shapeLat' | 'length'>

/**
 * East–west against north–south units on one segment: taken at its first point, so that offsets mean the same place to
 * everybody who measures along it.
 */
export function stretchOf({ shapeFirst, shapeLat }: Shapes, segment: number): number {
  const lat = (shapeLat[shapeFirst[segment] as number] as number) / 1e7
  return Math.cos((lat * Math.PI) / 180)
}

/** Length of the piece of a segment's shape that ends in a point, in units of latitude. */
export function pieceLength({ shapeLng, shapeLat }: Shapes, end: number, stretch: number): number {
  const x = ((shapeLng[end] as number) - (shapeLng[end - 1] as number)) * stretch
  const y = (shapeLat[end] as number) - (shapeLat[end - 1] as number)
  return Math.sqrt(x * x + y * y)
}

/**
 * The line along a segment between two offsets in centimetres, against its direction when `from` is the greater. At least
 * two points, though they may be the same.
 */
export function lineAlong(shapes: Shapes, segment: number, from: number, to: number): LngLat[] {
  if (from > to) return lineAlong(shapes, segment, to, from).reverse()
  const { shapeFirst, shapeLng, shapeLat, length } = shapes
  const first = shapeFirst[segment] as number
  const end = shapeFirst[segment + 1] as number
  const stretch = stretchOf(shapes, segment)
  let total = 0
  for (let point = first + 1; point < end; point++) total += pieceLength(shapes, point, stretch)
  const scale = total === 0 ? 0 : (length[segment] as number) / total

  const line: LngLat[] = []
  const add = (point: number, share: number) => {
    const mix = (values: Int32Array) =>
      (values[point - 1] as number) * (1 - share) + (values[point] as number) * share
    line.push([Math.round(mix(shapeLng)) / 1e7, Math.round(mix(shapeLat)) / 1e7])
  }
  let along = 0
  for (let point = first + 1; point < end; point++) {
    const before = along
    along += scale * pieceLength(shapes, point, stretch)
    const isLast = point === end - 1
    const shareOf = (offset: number) =>
      along === before ? 0 : Math.min(1, (offset - before) / (along - before))
    if (line.length === 0 && (from < along || isLast)) add(point, shareOf(from))
    if (line.length === 0) continue
    if (to <= along || isLast) {
      add(point, shareOf(to))
      return line
    }
    add(point, 1)
  }
  return line
}

/** Goes on along a segment, as above; where a line goes on, its last point is the first there. */
export function extendLine(
  line: LngLat[],
  shapes: Shapes,
  segment: number,
  from: number,
  to: number,
): void {
  const { shapeFirst, shapeLng, shapeLat, length } = shapes
  const skip = line.length === 0 ? 0 : 1
  const whole = length[segment] as number
  if (whole === 0 || Math.abs(to - from) < whole) {
    line.push(...lineAlong(shapes, segment, from, to).slice(skip))
    return
  }
  // Most segments of a path are travelled as a whole, and need no measuring.
  const first = shapeFirst[segment] as number
  const last = (shapeFirst[segment + 1] as number) - 1
  const [begin, step] = from < to ? [first, 1] : [last, -1]
  for (let count = skip; count <= last - first; count++) {
    const point = begin + count * step
    line.push([(shapeLng[point] as number) / 1e7, (shapeLat[point] as number) / 1e7])
  }
}

/** The place at an offset in centimetres from the segment's first point. */
export function pointAlong(shapes: Shapes, segment: number, offset: number): LngLat {
  return lineAlong(shapes, segment, offset, offset)[0] as LngLat
}
