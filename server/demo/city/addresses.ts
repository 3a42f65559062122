import type { CityPlan } from './city-plan.ts'
import type { Building } from './buildings.ts'
import { at, cross, leftOf, minus, mix, plus, scaled, unit, type Point } from './plane.ts'
import { isStreet } from './planar-map.ts'
import { halfWidth } from './streets.ts'
import type { Random } from './random.ts'

/** A door on a street. */
export interface Door {
  readonly point: Point
  readonly face: number
  readonly half: number
  readonly address: string
}

/** How much trade a metre of each kind of street draws. */
const footfall = {
  trunk: 0,
  primary: 2.2,
  secondary: 2.6,
  tertiary: 2,
  residential: 1,
  footway: 1.3,
} as const

/** Finds doors: in a building's street front where there are buildings, else beside the street. */
export function createDoors(plan: CityPlan): (face: number, random: Random) => Door | undefined {
  const { map } = plan
  const fronts = new Map<number, { front: readonly [Point, Point]; half: number }[]>()
  for (const building of plan.buildings) {
    if (!isStreet(map.kindOf(building.half)) || !isAtStreet(plan, building)) continue
    fronts.set(building.face, [...(fronts.get(building.face) ?? []), building])
  }
  const addressAt = (half: number, share: number): string => {
    const house = houseNumberAt(plan, half, share)
    return house ? `${house.street}${String(house.number)}号` : ''
  }
  return (face, random) => {
    const built = fronts.get(face)
    if (built) {
      const { front, half } = random.pick(built)
      const share = random.between(0.12, 0.88)
      return { point: mix(...front, share), face, half, address: addressAt(half, share) }
    }
    const open = map.halfEdgesOf(face).flatMap((half) => {
      const kind = map.kindOf(half)
      if (!isStreet(kind) || footfall[kind] === 0) return []
      const along = minus(map.end(half), map.start(half))
      const length = Math.hypot(...along)
      return length < 24 ? [] : [{ half, kind, along, length }]
    })
    if (open.length === 0) return undefined
    const weights = Object.fromEntries(
      open.map(({ kind, length }, i) => [String(i), length * footfall[kind]]),
    )
    const { half, kind, along } = at(open, Number(random.weighted(weights)))
    const share = random.between(0.25, 0.75)
    const aside = scaled(leftOf(unit(along)), halfWidth[kind] + 4)
    const point = plus(mix(map.start(half), map.end(half), share), aside)
    return { point, face, half, address: addressAt(half, share) }
  }
}

/** Metres from a street's middle: behind that, a house is one of the rows within its estate. */
const farthest = 30

function isAtStreet({ map }: CityPlan, { front, half }: Building): boolean {
  const start = map.start(half)
  const away = cross(unit(minus(map.end(half), start)), minus(front[0], start))
  return Math.abs(away) < farthest
}

/** The number of a house along a half-edge, odd to the left of its street; none where there is no street. */
export function houseNumberAt(
  { map, streets }: CityPlan,
  half: number,
  share: number,
): { street: string; number: number } | undefined {
  const place = streets.ofEdge.get(half >> 1)
  if (!place) return undefined
  const isForward = place.street.halves.includes(half)
  const length = Math.hypot(...minus(map.end(half), map.start(half)))
  const metres = Math.max(0, place.along + length * (isForward ? share : 1 - share))
  return { street: place.street.name, number: 2 * Math.floor(metres / 14) + (isForward ? 1 : 2) }
}
