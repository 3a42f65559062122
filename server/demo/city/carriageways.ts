import {
  at,
  cross,
  dot,
  leftOf,
  minus,
  mix,
  offsetLine,
  plus,
  scaled,
  unit,
  type Point,
} from './plane.ts'
import type { PlanarMap } from './planar-map.ts'
import type { Street } from './streets.ts'

export interface Sides {
  readonly left: Point
  readonly right: Point
  /** The way the road runs here, one metre long. */
  readonly along: Point
}

/** The ring road as two one-way roads, each on the right of who drives it. */
export interface Carriageways {
  /** By vertex of the ring road's middle. */
  readonly sides: ReadonlyMap<number, Sides>
  /** Where a street's vertex lies when the carriageways are not to run over it. */
  readonly placeOf: (node: number) => Point
  /** Where a street from `before` reaches the ring road's vertex. */
  readonly nearSide: (node: number, before: Point) => Point
}

/** Metres between the middle of the ring road and that of a carriageway. */
const offset = 8
/** Vertices of other streets keep this far from the middle, in metres. */
const clearance = 15

export function splitCarriageways(map: PlanarMap, ring: Street): Carriageways {
  const line = ring.halves.map((half) => map.start(half))
  const left = offsetLine(line, () => offset, true)
  const right = offsetLine(line, () => -offset, true)
  const sides = new Map<number, Sides>()
  ring.halves.forEach((half, i) => {
    const along = unit(minus(at(line, (i + 1) % line.length), at(line, i - 1)))
    sides.set(at(map.origin, half), { left: at(left, i), right: at(right, i), along })
  })
  const moved = keepClear(map, ring, sides)
  return {
    sides,
    placeOf: (node) => moved.get(node) ?? at(map.nodes, node),
    nearSide: (node, before) => {
      const here = sides.get(node)
      if (!here) throw new RangeError(`vertex ${String(node)} is not on the ring road`)
      const isLeft = cross(here.along, minus(before, at(map.nodes, node))) > 0
      return isLeft ? here.left : here.right
    },
  }
}

/** Vertices beside the ring road, moved straight away from it. */
function keepClear(
  map: PlanarMap,
  ring: Street,
  sides: ReadonlyMap<number, Sides>,
): Map<number, Point> {
  const moved = new Map<number, Point>()
  const edges = ring.halves.map((half) => ({ from: map.start(half), to: map.end(half) }))
  map.nodes.forEach((point, node) => {
    if (sides.has(node)) return
    for (const { from, to } of edges) {
      if (Math.abs(point[0] - from[0]) > 300 || Math.abs(point[1] - from[1]) > 300) continue
      const way = minus(to, from)
      const share = dot(minus(point, from), way) / dot(way, way)
      const foot = mix(from, to, Math.min(1, Math.max(0, share)))
      const out = minus(point, foot)
      if (Math.hypot(...out) >= clearance) continue
      const isLeft = cross(way, out) > 0
      moved.set(node, plus(foot, scaled(leftOf(unit(way)), isLeft ? clearance : -clearance)))
    }
  })
  return moved
}
