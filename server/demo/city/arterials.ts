import type { PlanLine } from './overlay.ts'
import {
  at,
  curveThrough,
  distance,
  heading,
  leftOf,
  minus,
  plus,
  scaled,
  unit,
  type Point,
} from './plane.ts'
import type { EdgeKind } from './planar-map.ts'
import type { Random } from './random.ts'
import { jittered, type Terrain } from './terrain.ts'

/** The middle of the ring road; the old town lies north-east of it, over the river. */
export const cityCentre: Point = [400, 300]
export const oldTown: Point = [1050, 1250]

interface Course {
  readonly kind: EdgeKind
  readonly closed?: boolean
  readonly points: readonly Point[]
}

/**
 * Drawn by hand, moved a little by the seed. Ends reach past the road they join: what sticks out is
 * trimmed. Seven of the crossings with the river are bridges.
 */
// prettier-ignore
const courses: readonly Course[] = [
  {
    kind: 'primary', // the inner loop
    closed: true,
    points: [
      [-1950, 1000], [-1450, 2350], [-500, 3150], [900, 3050], [2250, 2250], [2750, 700],
      [2050, -1000], [1450, -2050], [-100, -2000], [-1500, -850],
    ],
  },
  {
    kind: 'primary', // west–east axis
    points: [
      [-13600, -700], [-10800, -1500], [-7900, -1300], [-4600, -300], [-1800, -50], [-250, 380],
      [1000, 1000], [2600, 1350], [5200, 1750], [8400, 1000], [10700, 1500], [13600, 2200],
    ],
  },
  {
    kind: 'primary', // north–south axis
    points: [
      [200, 11300], [-200, 9000], [500, 6900], [450, 4600], [750, 3000], [1000, 1000],
      [480, -480], [-350, -2000], [-700, -4400], [-350, -6800], [-800, -9000], [-200, -11400],
    ],
  },
  { kind: 'primary', points: [[2250, 2250], [3700, 4000], [6200, 5900], [8000, 7000], [10500, 10000]] },
  { kind: 'primary', points: [[2750, 700], [4800, -700], [7300, -1900], [9500, -2900], [13400, -4800]] },
  { kind: 'primary', points: [[-500, 3150], [-1900, 4500], [-3700, 6600], [-4800, 8600], [-6500, 10800]] },
  { kind: 'primary', points: [[-1950, 1000], [-4200, 850], [-6800, 1500], [-9700, 3000], [-13700, 4400]] },
  { kind: 'primary', points: [[-1500, -850], [-3100, -3100], [-5500, -5000], [-7600, -6500], [-9600, -9600]] },
  {
    kind: 'primary', // northern tangent
    points: [
      [-3700, 6600], [-900, 6900], [2500, 7200], [5500, 5600], [7400, 3500], [8300, 1100],
      [8000, -2100], [7600, -5000], [8100, -8600],
    ],
  },
  {
    kind: 'primary', // southern tangent
    points: [
      [-7500, 1800], [-7700, -1200], [-6600, -3700], [-5300, -4900], [-2700, -6200], [-400, -6700],
      [2200, -7000], [3700, -9700],
    ],
  },
  { kind: 'secondary', points: [[5450, 1500], [5250, 2300], [5350, 2800]] },
  { kind: 'secondary', points: [[6150, 3950], [6500, 4300], [7000, 4700]] },
  { kind: 'secondary', points: [[4700, 5300], [5000, 4300], [5350, 3900]] },
  {
    kind: 'secondary', // between loop and ring, north and east
    points: [[-2400, 4800], [-900, 4500], [500, 4350], [2200, 3800], [3600, 2600], [3950, 1400], [3700, 0], [2600, -400]],
  },
  {
    kind: 'secondary', // between loop and ring, south and west
    points: [[-3000, 900], [-3150, -300], [-2600, -2000], [-2000, -2900], [-600, -3500], [900, -3300], [2200, -2500]],
  },
]

/** Every line that shapes the city before blocks are cut: water first, then roads by rank. */
export function planLines(terrain: Terrain, random: Random): PlanLine[] {
  const { coast, coastRoad, river, reservoir, lake } = terrain
  return [
    { kind: 'coast', points: coast, closed: true },
    { kind: 'bank', points: reservoir, closed: true },
    { kind: 'footway', points: lake, closed: true },
    { kind: 'bank', points: river.left },
    { kind: 'bank', points: river.right },
    { kind: 'trunk', points: curveThrough(ringRoad(random), 110, true), closed: true },
    ...courses.map((course) => courseLine(course, random)),
    { kind: 'secondary', points: coastRoad, closed: true },
    ...river.embankments.map((points): PlanLine => ({ kind: 'tertiary', points })),
    ...lakePark(terrain),
    { kind: 'rib', points: river.centre },
    ...riverRibs(terrain),
    ...shoreRibs(terrain),
  ]
}

function courseLine({ kind, points, closed = false }: Course, random: Random): PlanLine {
  const line = curveThrough(bent(points, random), 110, closed)
  if (closed || kind !== 'primary') return { kind, points: line, closed }
  const past = (end: Point, before: Point): Point =>
    plus(end, scaled(unit(minus(end, before)), 170))
  const head = past(at(line, 0), at(line, 1))
  return { kind, points: [head, ...line, past(at(line, -1), at(line, -2))] }
}

/** Curves differ from seed to seed; ends and junctions stay. */
const bent = (points: readonly Point[], random: Random): Point[] =>
  points.map((point) => jittered(point, distance(point, cityCentre) > 3200 ? 190 : 60, random))

function ringRoad(random: Random): Point[] {
  return Array.from({ length: 16 }, (_, i) => {
    const angle = (2 * Math.PI * i) / 16
    const radius = 4550 + 330 * Math.cos(2 * angle + 0.5) + random.between(-130, 130)
    return plus(cityCentre, scaled(heading(angle), radius))
  })
}

/** A road around the lake's park and paths from it down to the shore. */
function lakePark({ lake, lakeCentre }: Terrain): PlanLine[] {
  const road = Array.from({ length: 14 }, (_, i) => {
    const angle = (2 * Math.PI * i) / 14
    return plus(lakeCentre, scaled(heading(angle), 860 + 70 * Math.sin(3 * angle)))
  })
  const paths = [0.1, 0.27, 0.43, 0.58, 0.74, 0.9].map((share): PlanLine => {
    const shore = at(lake, Math.floor(share * lake.length))
    const away = scaled(minus(shore, lakeCentre), 3)
    return { kind: 'footway', points: curveThrough([shore, plus(lakeCentre, away)], 120) }
  })
  return [{ kind: 'tertiary', points: curveThrough(road, 110, true), closed: true }, ...paths]
}

/** Divide the water about every 400 m, so that an area reaches to the middle of the river. */
function riverRibs({ river }: Terrain): PlanLine[] {
  const ribs: PlanLine[] = []
  for (let i = 6; i < river.centre.length; i += 4) {
    const [left, middle, right] = [at(river.left, i), at(river.centre, i), at(river.right, i)]
    const out = scaled(unit(minus(left, middle)), 75)
    ribs.push({ kind: 'rib', points: [plus(left, out), left, middle, right, minus(right, out)] })
  }
  return ribs
}

/** Divide the shore outside the island's ring road about every 900 m. */
function shoreRibs({ coastRoad }: Terrain): PlanLine[] {
  const ribs: PlanLine[] = []
  for (let i = 3; i < coastRoad.length; i += 6) {
    const point = at(coastRoad, i)
    const out = leftOf(unit(minus(at(coastRoad, i - 1), point)))
    ribs.push({
      kind: 'rib',
      points: [plus(point, scaled(out, -60)), plus(point, scaled(out, 900))],
    })
  }
  return ribs
}
