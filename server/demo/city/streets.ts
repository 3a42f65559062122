import type { Blocks } from './blocks.ts'
import { NameBook, type Ending, type Name } from './names.ts'
import { at, distance, dot, minus, unit, type Point } from './plane.ts'
import { isStreet, type PlanarMap, type StreetKind } from './planar-map.ts'
import type { Random } from './random.ts'

export interface Street extends Name {
  readonly kind: StreetKind
  /** Half-edges end to end; a closed street ends where it starts. */
  readonly halves: readonly number[]
}

export interface Streets {
  readonly all: readonly Street[]
  /** By edge (`half >> 1`): the street, and the metres from its beginning. */
  readonly ofEdge: ReadonlyMap<number, { street: Street; along: number }>
  isBridge(half: number): boolean
}

/** The straightest continuation must bend less than this: the cosine of about 50 degrees. */
const straightest = 0.64

/** Strings edges of one kind into streets that run on through junctions, and names them. */
export function nameStreets(map: PlanarMap, blocks: Blocks, random: Random): Streets {
  const follower = pairEdges(map)
  const book = new NameBook(random)
  const ofEdge = new Map<number, { street: Street; along: number }>()
  const all: Street[] = []
  for (let half = 0; half < map.origin.length; half += 2) {
    const kind = map.kindOf(half)
    if (!isStreet(kind) || ofEdge.has(half >> 1)) continue
    const halves = followStreet(half, follower)
    const street = { kind, halves, ...nameFor(book, kind, lengthOf(map, halves), random) }
    let along = 0
    for (const each of halves) {
      ofEdge.set(each >> 1, { street, along })
      along += distance(map.start(each), map.end(each))
    }
    all.push(street)
  }
  const isWater = (half: number): boolean => blocks.zone[at(map.face, half)] === 'water'
  return { all, ofEdge, isBridge: (half) => isWater(half) && isWater(half ^ 1) }
}

/** For each half-edge, the one a driver takes to stay on the same street. */
function pairEdges(map: PlanarMap): Map<number, number> {
  const leaving = map.nodes.map((): number[] => [])
  map.origin.forEach((node, half) => {
    if (isStreet(map.kindOf(half))) at(leaving, node).push(half)
  })
  const follower = new Map<number, number>()
  const way = (half: number): Point => unit(minus(map.end(half), map.start(half)))
  for (const halves of leaving) {
    const pairs = halves.flatMap((one, i) =>
      halves
        .slice(i + 1)
        .filter((other) => map.kindOf(one) === map.kindOf(other))
        .map((other) => ({ one, other, straight: -dot(way(one), way(other)) })),
    )
    const taken = new Set<number>()
    for (const { one, other, straight } of pairs.sort((a, b) => b.straight - a.straight)) {
      const isOnlyWay = halves.length === 2
      if ((straight < straightest && !isOnlyWay) || taken.has(one) || taken.has(other)) continue
      taken.add(one).add(other)
      follower.set(one ^ 1, other)
      follower.set(other ^ 1, one)
    }
  }
  return follower
}

function followStreet(seed: number, follower: ReadonlyMap<number, number>): number[] {
  const ahead: number[] = []
  let half: number | undefined = seed
  do {
    ahead.push(half)
    half = follower.get(half)
  } while (half !== undefined && half !== seed)
  if (half === seed) return ahead
  const behind: number[] = []
  half = follower.get(seed ^ 1)
  while (half !== undefined) {
    behind.push(half ^ 1)
    half = follower.get(half)
  }
  return [...behind.reverse(), ...ahead]
}

const lengthOf = (map: PlanarMap, halves: readonly number[]): number =>
  halves.reduce((sum, half) => sum + distance(map.start(half), map.end(half)), 0)

const endingOf: Record<StreetKind, Ending> = {
  trunk: 'avenue',
  primary: 'avenue',
  secondary: 'road',
  tertiary: 'road',
  residential: 'street',
  footway: 'lane',
}

function nameFor(book: NameBook, kind: StreetKind, length: number, random: Random): Name {
  if (kind === 'trunk') return { name: '环城大道', nameEn: 'Huancheng Avenue' }
  if (kind === 'secondary' && length > 40_000) return { name: '环岛路', nameEn: 'Huandao Road' }
  const isLane = kind === 'residential' && length < 220 && random.chance(0.5)
  return book.invent(isLane ? 'lane' : endingOf[kind])
}

/** Half the width of a street between its kerbs, in metres. */
export const halfWidth: Record<StreetKind, number> = {
  trunk: 16,
  primary: 13,
  secondary: 10,
  tertiary: 7.5,
  residential: 4.5,
  footway: 2.5,
}
