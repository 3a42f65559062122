import { createNoise, type Noise } from './noise.ts'
import {
  at,
  curveThrough,
  distance,
  distanceToLine,
  offsetLine,
  plus,
  ringContains,
  scaled,
  heading,
  type Point,
  type Ring,
} from './plane.ts'
import type { Random } from './random.ts'

export interface River {
  readonly centre: readonly Point[]
  readonly left: readonly Point[]
  readonly right: readonly Point[]
  /** Roads along both banks, behind a strip of green. */
  readonly embankments: readonly (readonly Point[])[]
}

export interface Terrain {
  readonly coast: Ring
  /** The island's ring road runs here, a little inland and smoother than the coast. */
  readonly coastRoad: Ring
  readonly river: River
  readonly reservoir: Ring
  readonly lake: Ring
  readonly lakeCentre: Point
  readonly villages: readonly Point[]
  readonly noise: Noise
  isWater(point: Point): boolean
}

const halfWidth = 13_000
const halfHeight = 10_900
const bayAngle = -0.9

// prettier-ignore
const riverCourse: readonly Point[] = [
  [-7900, 5500], [-6900, 4800], [-6200, 3700], [-5000, 2400], [-3600, 2150], [-2300, 2750],
  [-1000, 2000], [-250, 350], [850, -900], [2300, -1050], [3500, -2050], [4500, -3250],
  [4650, -4700], [5300, -6000], [6100, -7400], [7400, -9300], [8600, -11000],
]

// prettier-ignore
const villageSites: readonly Point[] = [
  [-10400, 6100], [-4900, 8900], [-1700, 9100], [3300, 9200], [8900, 6800], [11300, 3600],
  [10700, -700], [-11200, 2400], [-10600, -2700], [-9000, -5300], [-5600, -8100],
  [-1900, -9000], [1900, -8300], [-8300, 8000], [10300, -4200],
]

/** An island with one river from a reservoir in the hills to a bay, and a lake in a park. */
export function createTerrain(random: Random): Terrain {
  const noise = createNoise(random, 1900)
  const coastline = (rough: number, inland: number): Point[] => {
    const steps = rough > 0 ? 96 : 48
    const points = Array.from({ length: steps }, (_, i): Point => {
      const angle = (2 * Math.PI * i) / steps
      return scaled(heading(angle), coastRadius(angle, noise, rough) - inland)
    })
    return curveThrough(points, 160, true)
  }
  const coast = coastline(170, 0)
  const coastRoad = coastline(0, 420)
  const river = createRiver(random)
  const reservoir = blob([-8250, 5850], 900, noise)
  const lakeCentre: Point = [5750, 3350]
  const lake = blob(lakeCentre, 430, noise)
  const banks = [...river.left, ...[...river.right].reverse()]
  return {
    coast,
    coastRoad,
    river,
    reservoir,
    lake,
    lakeCentre,
    villages: villageSites.map((site) => inland(jittered(site, 220, random), coastRoad)),

    noise,
    isWater: (point) => [banks, reservoir, lake].some((ring) => ringContains(ring, point)),
  }
}

/** Moved towards the middle until it is well inside the ring. */
function inland(site: Point, ring: Ring): Point {
  const isClear = ringContains(ring, site) && distanceToLine(site, ring, true) > 700
  return isClear ? site : inland(scaled(site, 0.98), ring)
}

export const jittered = (point: Point, metres: number, random: Random): Point =>
  plus(point, [random.between(-metres, metres), random.between(-metres, metres)])

function coastRadius(angle: number, noise: Noise, rough: number): number {
  const [x, y] = heading(angle)
  const oval = 1 / Math.hypot(x / halfWidth, y / halfHeight)
  const turn = Math.atan2(Math.sin(angle - bayAngle), Math.cos(angle - bayAngle))
  const bay = 2000 * Math.exp(-((turn / 0.24) ** 2))
  const capes = 1150 * noise([4600 * x + 40_000, 4600 * y])
  return oval - bay + capes + rough * noise([22_000 * x, 22_000 * y + 90_000])
}

/** A lobed closed shape around a centre; `radius` in metres. */
function blob(centre: Point, radius: number, noise: Noise): Point[] {
  const points = Array.from({ length: 18 }, (_, i): Point => {
    const way = heading((2 * Math.PI * i) / 18)
    return plus(centre, scaled(way, radius * (1 + 0.42 * noise(plus(centre, scaled(way, 2400))))))
  })
  return curveThrough(points, 90, true)
}

function createRiver(random: Random): River {
  const bends = riverCourse.map((point) => jittered(point, 110, random))
  const centre = curveThrough(bends, 105)
  const half = (share: number): number =>
    58 + 45 * share + 210 * Math.max(0, (share - 0.8) / 0.2) ** 2
  const settled = centre.filter((point) => distance(point, at(bends, 0)) > 1900)
  const skipped = (centre.length - settled.length) / centre.length
  const road = (side: 1 | -1): Point[] =>
    offsetLine(settled, (share) => side * (half(skipped + share * (1 - skipped)) + 52))
  return {
    centre,
    left: offsetLine(centre, half),
    right: offsetLine(centre, (share) => -half(share)),
    embankments: [road(1), road(-1)],
  }
}
