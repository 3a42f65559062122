import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawMap, featuresAt, type DrawnArchive } from './draw-map.ts'

/** Degrees × 10⁷. */
type Place = readonly [number, number]
type Point = readonly [number, number]

const centre: Place = [1_171_000_000, 366_000_000]
const SIDE = 4096

/** Where a place is at a zoom, in units of the tile extent from the world's corner. */
function unitsOf([lng, lat]: Place, z: number): Point {
  const sine = Math.sin(((lat / 1e7) * Math.PI) / 180)
  const world = 2 ** z * SIDE
  return [
    (lng / 3.6e9 + 0.5) * world,
    (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * world,
  ]
}

function distance([x, y]: Point, a: Point, b: Point): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
  const square = dx * dx + dy * dy
  const along = square === 0 ? 0 : ((x - a[0]) * dx + (y - a[1]) * dy) / square
  const t = Math.max(0, Math.min(1, along))
  return Math.hypot(x - a[0] - t * dx, y - a[1] - t * dy)
}

const distanceToPath = (point: Point, path: readonly Point[]) =>
  Math.min(...path.slice(1).map((b, i) => distance(point, path[i] as Point, b)))

function isWithin([x, y]: Point, ring: readonly Point[]): boolean {
  let inside = false
  ring.forEach(([bx, by], i) => {
    const [ax, ay] = ring[(i + ring.length - 1) % ring.length] as Point
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside
  })
  return inside
}

/** Parts of a layer's features in the tile around a point, in world units. */
async function partsAround(archive: DrawnArchive, layer: string, z: number, [x, y]: Point) {
  const [column, row] = [Math.floor(x / SIDE), Math.floor(y / SIDE)]
  const side = 2 ** z
  const north = Math.PI * (1 - (2 * (row + 0.5)) / side)
  const middle: Point = [
    ((column + 0.5) / side) * 360 - 180,
    (Math.atan(Math.sinh(north)) * 180) / Math.PI,
  ]
  const features = await featuresAt(archive, layer, z, middle)
  return features.flatMap(({ parts }) =>
    parts.map((part) =>
      part.map((point): Point => [point.x + column * SIDE, point.y + row * SIDE]),
    ),
  )
}

/** Up to 20 km long, some of them along a parallel or a meridian. */
const somePath = fc
  .array(fc.tuple(fc.integer({ min: -10, max: 10 }), fc.integer({ min: -10, max: 10 })), {
    minLength: 2,
    maxLength: 12,
  })
  .map((steps) => steps.map(([x, y]): Place => [centre[0] + x * 90_000, centre[1] + y * 90_000]))
  .filter((places) => new Set(places.map(String)).size === places.length)

/** Around the centre in the order of their directions: rings that do not cross themselves. */
const someRing = fc
  .array(fc.tuple(fc.double({ min: 0.1, max: 1, noNaN: true }), fc.integer({ min: 1, max: 9 })), {
    minLength: 5,
    maxLength: 40,
  })
  .map((steps) => {
    const whole = steps.reduce((sum, [, step]) => sum + step, 0)
    let passed = 0
    return steps.map(([reach, step]): Place => {
      const heading = (passed / whole) * 2 * Math.PI
      passed += step
      const [east, north] = [Math.cos(heading) * reach, Math.sin(heading) * reach]
      return [Math.round(centre[0] + east * 900_000), Math.round(centre[1] + north * 900_000)]
    })
  })

function mapOf(places: readonly Place[], tags: Record<string, string>, closed: boolean) {
  const nodes = places.map(([lng, lat], index) => ({ id: index + 1, lng, lat }))
  const refs = nodes.map(({ id }) => id)
  return {
    nodes,
    ways: [{ id: 1, refs: closed ? [...refs, 1] : refs, tags }],
    relations: [],
  }
}

/** Simplifying may move a line by half a pixel, rounding by half a unit in each direction. */
const tolerance = (z: number) => (z === 14 ? 1.5 : 6)

describe('what is cut into tiles', () => {
  test('is a line with all of its length, and nowhere else', async () => {
    await fc.assert(
      fc.asyncProperty(somePath, fc.constantFrom(8, 11, 14), async (places, z) => {
        const archive = await drawMap(mapOf(places, { highway: 'primary' }, false))
        const path = places.map((place) => unitsOf(place, z))
        for (const [i, b] of path.slice(1).entries()) {
          const a = path[i] as Point
          for (const share of [0.01, 0.37, 0.71, 0.99]) {
            const point: Point = [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]
            const lines = await partsAround(archive, 'streets', z, point)
            const near = Math.min(...lines.map((line) => distanceToPath(point, line)))
            expect(near).toBeLessThan(tolerance(z))
            for (const vertex of lines.flat())
              expect(distanceToPath(vertex, path)).toBeLessThan(tolerance(z))
          }
        }
      }),
      { numRuns: 40, seed: 11 },
    )
  })

  test('is an area with all that is within it, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(someRing, fc.constantFrom(9, 11, 14), async (places, z) => {
        const archive = await drawMap(mapOf(places, { natural: 'wood' }, true))
        const ring = places.map((place) => unitsOf(place, z))
        const edge = [...ring, ring[0] as Point]
        const [x, y] = unitsOf(centre, z)
        const reach = Math.max(...ring.map(([rx, ry]) => Math.max(Math.abs(rx - x), Math.abs(ry - y)))) // prettier-ignore
        for (let step = 0; step < 40; step += 1) {
          const point: Point = [
            x + (((step * 0.618) % 1) - 0.5) * 2 * reach,
            y + (((step * 0.382) % 1) - 0.5) * 2 * reach,
          ]
          if (distanceToPath(point, edge) < tolerance(z)) continue
          const parts = await partsAround(archive, 'land', z, point)
          const inside = parts.filter((part) => isWithin(point, part)).length % 2 === 1
          expect(inside).toBe(isWithin(point, ring))
        }
      }),
      { numRuns: 40, seed: 12 },
    )
  })
})
