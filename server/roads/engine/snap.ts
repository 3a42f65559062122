import Flatbush from 'flatbush'
import type { LngLat } from '../../../shared/geo.ts'
import type { RoadNetwork } from '../network/road-network.ts'
import { pieceLength, pointAlong, stretchOf } from './segment-line.ts'

/** A point further than this from every street is off the road. */
export const SNAP_METRES = 500

/** Metres in a degree of latitude, on the sphere that lengths are measured on. */
const METRES_PER_DEGREE = (Math.PI / 180) * 6_371_008.8
const METRES_PER_UNIT = METRES_PER_DEGREE / 1e7

/** Most points lie within the first of these of a street; the box searched grows with the square. */
const radii = [30, 120, SNAP_METRES]

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
      return found
        .sort((a, b) => a.metres - b.metres || a.segment - b.segment)
        .slice(0, count)
        .map((candidate) => this.place(candidate))
    }
    return []
  }

  private snapWithin(
    point: LngLat,
    isUsable: (segment: number) => boolean,
    radius: number,
  ): Candidate[] {
    const [lng, lat] = [point[0] * 1e7, point[1] * 1e7]
    // Around the point the Earth is taken as flat; nearer to the poles than a hundredth there are no streets.
    const stretch = Math.max(0.01, Math.cos((point[1] * Math.PI) / 180))
    const north = radius / METRES_PER_UNIT
    const east = north / stretch
    const found: Candidate[] = []
    this.boxes.search(lng - east, lat - north, lng + east, lat + north, (segment) => {
      if (!isUsable(segment)) return false
      const candidate = this.project(lng, lat, stretch, segment)
      if (candidate.metres <= radius) found.push(candidate)
      return false
    })
    return found
  }

  /** The nearest point of one segment: the foot of the perpendicular on its nearest piece, or an end of that. */
  private project(lng: number, lat: number, stretch: number, segment: number): Candidate {
    const { shapeFirst, shapeLng, shapeLat } = this.network
    const first = shapeFirst[segment] as number
    const end = shapeFirst[segment + 1] as number
    let nearest = Infinity
    let piece = first + 1
    let share = 0
    // Units of latitude, from the point asked for.
    let x0 = ((shapeLng[first] as number) - lng) * stretch
    let y0 = (shapeLat[first] as number) - lat
    for (let next = first + 1; next < end; next++) {
      const x1 = ((shapeLng[next] as number) - lng) * stretch
      const y1 = (shapeLat[next] as number) - lat
      const [dx, dy] = [x1 - x0, y1 - y0]
      const square = dx * dx + dy * dy
      const at = square === 0 ? 0 : Math.min(1, Math.max(0, -(x0 * dx + y0 * dy) / square))
      // The end itself, not its rounded image, so that a junction is as near on all its segments.
      const x = at === 1 ? x1 : x0 + at * dx
      const y = at === 1 ? y1 : y0 + at * dy
      const distance = x * x + y * y
      if (distance < nearest) {
        nearest = distance
        piece = next
        share = at
      }
      x0 = x1
      y0 = y1
    }
    return { segment, piece, share, metres: Math.sqrt(nearest) * METRES_PER_UNIT }
  }

  private place({ segment, piece, share, metres }: Candidate): Snap {
    const { network } = this
    const stretch = stretchOf(network, segment)
    let before = 0
    let total = 0
    for (
      let end = (network.shapeFirst[segment] as number) + 1;
      end < (network.shapeFirst[segment + 1] as number);
      end++
    ) {
      const length = pieceLength(network, end, stretch)
      if (end === piece) before = total + share * length
      total += length
    }
    const length = network.length[segment] as number
    const offset = total === 0 ? 0 : Math.round((length * before) / total)
    return { segment, offset, at: pointAlong(network, segment, offset), metres }
  }
}

/** The nearest point of a segment, as a share of the piece of its shape that ends in the point `piece`. */
interface Candidate {
  readonly segment: number
  readonly piece: number
  readonly share: number
  readonly metres: number
}
