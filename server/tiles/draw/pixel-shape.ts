import type { Shapes } from '../shapes/shapes.ts'
import { WORLD_BITS } from '../shapes/world.ts'
import { EXTENT_BITS } from '../tile-address.ts'

/** West, north, east, south. */
export type Box = readonly [number, number, number, number]

/** A line shorter than a quarter of a pixel of a 512-pixel tile is not drawn. */
const SHORTEST = 2

/** Shapes as they are at one zoom: whole units of the tile extent, without vertices that make no difference there. */
export class PixelShape {
  /** Around the shape asked for last. */
  box: Box = [0, 0, 0, 0]
  private readonly shapes: Shapes
  private readonly z: number
  private readonly scale: number

  constructor(shapes: Shapes, z: number) {
    this.shapes = shapes
    this.z = z
    this.scale = 2 ** (z + EXTENT_BITS - WORLD_BITS)
  }

  /** x, y, x, y, … of each part that is long enough to be seen. */
  lines(shape: number): number[][] {
    const lines = this.parts(shape).filter((line) => line.length >= 4)
    this.box = boxOf(lines)
    const [west, north, east, south] = this.box
    return Math.max(east - west, south - north) < SHORTEST ? [] : lines
  }

  /** Rings that are large enough; without their outer one, holes are none. */
  rings(shape: number, smallestArea: number): number[][] {
    let whole = false
    const rings = this.parts(shape).filter((ring) => {
      const area = ringArea(ring)
      const seen = ring.length >= 8 && Math.abs(area) > smallestArea
      if (area < 0) return whole && seen
      whole = seen
      return seen
    })
    this.box = boxOf(rings)
    return rings
  }

  private parts(shape: number): number[][] {
    const { starts, parts } = this.shapes
    const found: number[][] = []
    for (let part = starts.at(shape); part < starts.at(shape + 1); part += 1)
      found.push(this.scaled(parts.at(part), parts.at(part + 1)))
    return found
  }

  private scaled(from: number, to: number): number[] {
    const { z, scale, shapes } = this
    const vertices = shapes.vertices.array
    const zooms = shapes.zooms.array
    const xs = shapes.places.xs.array
    const ys = shapes.places.ys.array
    const points: number[] = []
    let lastX = NaN
    let lastY = NaN
    for (let i = from; i < to; i += 1) {
      if ((zooms[i] as number) > z) continue
      const x = Math.round((xs[vertices[i] as number] as number) * scale)
      const y = Math.round((ys[vertices[i] as number] as number) * scale)
      if (x === lastX && y === lastY) continue
      points.push(x, y)
      lastX = x
      lastY = y
    }
    return points
  }
}

function boxOf(parts: readonly number[][]): Box {
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const part of parts)
    for (let i = 0; i < part.length; i += 2) {
      const x = part[i] as number
      const y = part[i + 1] as number
      if (x < west) west = x
      if (x > east) east = x
      if (y < north) north = y
      if (y > south) south = y
    }
  return [west, north, east, south]
}

/** Of a closed ring; positive when it runs clockwise on the screen. */
export function ringArea(ring: readonly number[]): number {
  const x0 = ring[0] as number
  const y0 = ring[1] as number
  let twice = 0
  for (let i = 2; i < ring.length; i += 2) {
    const ax = (ring[i - 2] as number) - x0
    const ay = (ring[i - 1] as number) - y0
    twice += ax * ((ring[i + 1] as number) - y0) - ((ring[i] as number) - x0) * ay
  }
  return twice / 2
}
