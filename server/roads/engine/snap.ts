import Flatbush from 'flatbush'
import type { LngLat } from '../../../shared/geo.ts'
import type { RoadNetwork } from '../network/road-network.ts'

/** A point further than this from every street is off the road. */
export const SNAP_METRES = 500

/** Metres in a degree of latitude, on the sphere that lengths are measured on. */
const METRES_PER_DEGREE = (Math.PI / 180) * 6_371_008.8
const METRES_PER_UNIT = METRES_PER_DEGREE / 1e7

/** Most points lie within the first of these of a street; the box searched grows with the square. */
const radii = [60, SNAP_METRES]

/** Where a point meets a segment. */
export interface Snap {
  readonly segment: number
  /** Centimetres along the segment, 0 to its length. */
  readonly offset: number
  readonly at: LngLat
  /** From the point asked for. */
  readonly metres: number
}

/** The boxes of all segments, as the bytes that `StreetIndex` reads. A network has at least one segment. */
export function indexStreets(network: RoadNetwork): Uint8Array {
  const { shapeFirst, shapeLng, shapeLat, length } = network
  const index = new Flatbush(length.length, 16, Int32Array)
  for (let segment = 0; segment < length.length; segment++) {
    const first = shapeFirst[segment] as number
    let [west, south] = [shapeLng[first] as number, shapeLat[first] as number]
    let [east, north] = [west, south]
    for (let point = first + 1; point < (shapeFirst[segment + 1] as number); point++) {
      west = Math.min(west, shapeLng[point] as number)
      east = Math.max(east, shapeLng[point] as number)
      south = Math.min(south, shapeLat[point] as number)
      north = Math.max(north, shapeLat[point] as number)
    }
    index.add(west, south, east, north)
  }
  index.finish()
  return new Uint8Array(index.data)
}

/** Finds the segments near a point. */
export class StreetIndex {
  private readonly network: RoadNetwork
  private readonly boxes: Flatbush

  constructor(network: RoadNetwork, index: Uint8Array) {
    this.network = network
    this.boxes = Flatbush.from(index.buffer, index.byteOffset)
  }

  /**
   * The nearest points on up to `count` different segments, nearest first, none further than `SNAP_METRES`. Of segments
   * equally near (at a junction) the one of the lowest number is first.
   */
  snap(point: LngLat, isUsable: (segment: number) => boolean, count: number): Snap[] {
    for (const radius of radii) {
      const found = this.snapWithin(point, isUsable, radius)
      if (found.length < count && radius < SNAP_METRES) continue
      return found.toSorted((a, b) => a.metres - b.metres || a.segment - b.segment).slice(0, count)
    }
    return []
  }

  private snapWithin(
    point: LngLat,
    isUsable: (segment: number) => boolean,
    radius: number,
  ): Snap[] {
    const [lng, lat] = [point[0] * 1e7, point[1] * 1e7]
    // Around the point the Earth is taken as flat; nearer to the poles than a hundredth there are no streets.
    const stretch = Math.max(0.01, Math.cos((point[1] * Math.PI) / 180))
    const north = radius / METRES_PER_UNIT
    const east = north / stretch
    const found: Snap[] = []
    this.boxes.search(lng - east, lat - north, lng + east, lat + north, (segment) => {
      if (isUsable(segment)) {
        const snap = this.project(lng, lat, stretch, segment)
        if (snap.metres <= radius) found.push(snap)
      }
      return false
    })
    return found
  }

  /** The nearest point of one segment: the foot of the perpendicular on its nearest piece, or an end of that. */
  private project(lng: number, lat: number, stretch: number, segment: number): Snap {
    const { shapeFirst, shapeLng, shapeLat, length } = this.network
    const first = shapeFirst[segment] as number
    const end = shapeFirst[segment + 1] as number
    let nearest = Infinity
    let [nearestX, nearestY, nearestAlong] = [0, 0, 0]
    let along = 0
    // Units of latitude, from the point asked for.
    let x0 = ((shapeLng[first] as number) - lng) * stretch
    let y0 = (shapeLat[first] as number) - lat
    for (let next = first + 1; next < end; next++) {
      const x1 = ((shapeLng[next] as number) - lng) * stretch
      const y1 = (shapeLat[next] as number) - lat
      const [dx, dy] = [x1 - x0, y1 - y0]
      const square = dx * dx + dy * dy
      const share = square === 0 ? 0 : Math.min(1, Math.max(0, -(x0 * dx + y0 * dy) / square))
      // The end itself, not its rounded image, so that a junction is as near on all its segments.
      const x = share === 1 ? x1 : x0 + share * dx
      const y = share === 1 ? y1 : y0 + share * dy
      const distance = x * x + y * y
      const piece = Math.sqrt(square)
      if (distance < nearest) {
        nearest = distance
        ;[nearestX, nearestY, nearestAlong] = [x, y, along + share * piece]
      }
      along += piece
      ;[x0, y0] = [x1, y1]
    }
    const total = length[segment] as number
    return {
      segment,
      offset: along === 0 ? 0 : Math.round((total * nearestAlong) / along),
      at: [(lng + nearestX / stretch) / 1e7, (lat + nearestY) / 1e7],
      metres: Math.sqrt(nearest) * METRES_PER_UNIT,
    }
  }
}
