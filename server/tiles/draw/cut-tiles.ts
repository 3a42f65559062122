import { zxyToTileId } from 'pmtiles'
import { OsmUnreadable } from '../../osm/index.ts'
import { growingIndexes } from '../shapes/growing.ts'
import { clipLine, clipRing, type Axis } from '../shapes/clip.ts'
import { WORLD_BITS } from '../shapes/world.ts'
import { ByteWriter } from '../encode/byte-writer.ts'
import { writeLine, writePoint, writeRing } from '../encode/geometry.ts'
import { MAX_ZOOM } from '../shortbread/index.ts'
import { EXTENT, EXTENT_BITS } from '../tile-address.ts'
import { LINE, POINT, type Features } from './features.ts'
import { PixelShape, ringArea, type Box } from './pixel-shape.ts'

/** What lies this far beyond the edge is in the tile too, so that broad strokes do not end at it. */
const BUFFER = 64

/** In square units of the extent: four pixels of a 512-pixel tile. Nothing is too small for the deepest zoom. */
const SMALLEST_AREA = 256

/** Of one zoom: some 100 million nodes' worth, or tiles of half a continent. */
const MOST_PIECES = 2 ** 25
const MOST_TILES = 2 ** 22

/** Tiles of one zoom: the pieces of every feature, each tile's in a chain in the order in which they are drawn. */
export class CutTiles {
  readonly features: Features
  readonly z: number
  /** Number of the feature, and where its geometry begins; it ends where the next begins. */
  readonly featureNumbers = growingIndexes()
  readonly offsets = growingIndexes()
  readonly geometry = new ByteWriter()
  private readonly nexts = growingIndexes()
  /** Tile → first and last piece. */
  private readonly firsts = new Map<number, number>()
  private readonly lasts = new Map<number, number>()

  /** @param order of the features, as `Features.sorted` gives it */
  constructor(features: Features, order: Uint32Array, z: number) {
    this.features = features
    this.z = z
    this.offsets.push(0)
    const shape = new PixelShape(features.shapes, z)
    for (const number of order) {
      if (features.minZooms.at(number) > z || features.maxZooms.at(number) < z) continue
      this.cut(number, shape)
    }
  }

  /** Addresses as PMTiles counts them, along the Hilbert curve, ascending. */
  tiles(): number[] {
    return [...this.firsts.keys()].sort((a, b) => a - b)
  }

  /** Calls with each piece of a tile. */
  forEachPiece(tile: number, use: (feature: number, geometry: Uint8Array) => void): void {
    let piece = this.firsts.get(tile) ?? NONE
    while (piece !== NONE) {
      const geometry = this.geometry.view(this.offsets.at(piece), this.offsets.at(piece + 1))
      use(this.featureNumbers.at(piece), geometry)
      piece = this.nexts.at(piece)
    }
  }

  private cut(number: number, shape: PixelShape): void {
    const { features } = this
    const type = features.types.at(number)
    const geometry = features.geometry.at(number)
    if (type === POINT) this.cutPoint(number, geometry)
    else if (type === LINE) this.divide(number, type, shape.lines(geometry), shape.box)
    else this.divide(number, type, shape.rings(geometry, this.smallestArea()), shape.box)
  }

  private smallestArea(): number {
    return this.z === MAX_ZOOM ? 0 : SMALLEST_AREA
  }

  private cutPoint(number: number, place: number): void {
    const { xs, ys } = this.features.shapes.places
    const bits = WORLD_BITS - EXTENT_BITS - this.z
    const x = Math.floor(xs.at(place) / 2 ** bits)
    const y = Math.floor(ys.at(place) / 2 ** bits)
    const edge = 2 ** this.z - 1
    const [column, row] = [Math.min(edge, x >> EXTENT_BITS), Math.min(edge, y >> EXTENT_BITS)]
    writePoint(this.geometry, x - column * EXTENT, y - row * EXTENT)
    this.finishPiece(number, column, row)
  }

  /**
   * Halves what spans several tiles along its longer side until each part is within one. Long lines and large areas
   * are looked at a number of times that grows with the logarithm of the tiles they cross.
   */
  private divide(number: number, type: number, parts: number[][], box: Box): void {
    if (parts.length === 0) return
    const edge = 2 ** this.z - 1
    const column = (value: number) => Math.max(0, Math.min(edge, Math.floor(value / EXTENT)))
    const open: [parts: number[][], west: number, north: number, east: number, south: number][] = [
      [
        parts,
        column(box[0] - BUFFER),
        column(box[1] - BUFFER),
        column(box[2] + BUFFER),
        column(box[3] + BUFFER),
      ],
    ]
    for (let next = open.pop(); next; next = open.pop()) {
      const [pieces, west, north, east, south] = next
      if (pieces.length === 0) continue
      if (west === east && north === south) {
        this.write(number, type, pieces, west, north)
      } else if (east - west >= south - north) {
        const middle = (west + east) >> 1
        open.push([clip(type, pieces, 0, west, middle), west, north, middle, south])
        open.push([clip(type, pieces, 0, middle + 1, east), middle + 1, north, east, south])
      } else {
        const middle = (north + south) >> 1
        open.push([clip(type, pieces, 1, north, middle), west, north, east, middle])
        open.push([clip(type, pieces, 1, middle + 1, south), west, middle + 1, east, south])
      }
    }
  }

  private write(number: number, type: number, parts: number[][], x: number, y: number): void {
    const { geometry } = this
    const before = geometry.length
    const cursor = { x: x * EXTENT, y: y * EXTENT }
    if (type === LINE) for (const line of parts) writeLine(geometry, line, cursor)
    else {
      let whole = false
      for (const ring of parts) {
        const area = ringArea(ring)
        // The holes of a ring that has vanished vanish with it.
        if (area < 0 && !whole) continue
        const written = writeRing(geometry, ring, cursor)
        if (area > 0) whole = written
      }
    }
    if (geometry.length > before) this.finishPiece(number, x, y)
  }

  private finishPiece(number: number, x: number, y: number): void {
    const piece = this.featureNumbers.length
    if (piece >= MOST_PIECES || this.firsts.size >= MOST_TILES)
      throw new OsmUnreadable('oversized', 'the map would be larger than can be drawn at once')
    this.featureNumbers.push(number)
    this.offsets.push(this.geometry.length)
    this.nexts.push(NONE)
    const tile = zxyToTileId(this.z, x, y)
    const last = this.lasts.get(tile)
    if (last === undefined) this.firsts.set(tile, piece)
    else this.nexts.array[last] = piece
    this.lasts.set(tile, piece)
  }
}

const NONE = 0xffff_ffff

/** Between two columns or rows of tiles, both included. */
function clip(type: number, parts: number[][], axis: Axis, first: number, last: number) {
  const low = first * EXTENT - BUFFER
  const high = (last + 1) * EXTENT + BUFFER
  if (type === LINE) return parts.flatMap((line) => clipLine(line, axis, low, high))
  return parts.map((ring) => clipRing(ring, axis, low, high)).filter(({ length }) => length > 0)
}
