import { Type, type Static } from 'typebox'
import { distanceMetres, LngLat } from './geo.ts'
import { Nullable } from './schema.ts'

/** An active shop and what it asks for in a week. */
export const TerritoryShop = Type.Object({
  id: Type.Integer(),
  at: LngLat,
  name: Nullable(Type.String()),
  address: Nullable(Type.String()),
  /** Null: nobody's. */
  managerId: Nullable(Type.Integer()),
  /** In a week, by its policy; 0: no policy speaks of it. */
  visits: Type.Number(),
  /** Of one visit. */
  serviceSeconds: Type.Integer(),
})
export type TerritoryShop = Static<typeof TerritoryShop>

export const TerritoryPerson = Type.Object({
  personId: Type.Integer(),
  /** Where their days begin and end. */
  start: Nullable(LngLat),
  /** In a week, and hours of work in it without breaks, in seconds. */
  days: Type.Integer(),
  workSeconds: Type.Integer(),
})
export type TerritoryPerson = Static<typeof TerritoryPerson>

/** Whose shops are where, in a team. */
export const Territory = Type.Object({
  /** Active customer managers. */
  people: Type.Array(TerritoryPerson),
  /** Theirs, and nobody's among them. */
  shops: Type.Array(TerritoryShop),
  /** Travel along the streets there, per metre of the great circle. */
  secondsPerMetre: Type.Number(),
  /** To park at a shop. */
  parkingSeconds: Type.Integer(),
})
export type Territory = Static<typeof Territory>

/** A person's ordinary week. */
export interface WeekLoad {
  readonly shops: number
  readonly visits: number
  /** At the shops, and on the way. */
  readonly serviceSeconds: number
  readonly travelSeconds: number
}

/**
 * The shortest tour through points that lie anyhow is so much longer than their minimum spanning tree: 0.7124 √(nA)
 * (Beardwood, Halton & Hammersley 1959; constant of Johnson, McGeoch & Rothberg 1996) against 0.6331 √(nA)
 * (Cortina-Borja & Robinson 2000).
 */
const TOUR_PER_TREE = 0.7124 / 0.6331

/**
 * Estimates the week of who has these shops. On the way, as continuous approximation has it (Daganzo 1984): each day out
 * to its part of the territory and home, twice the mean distance of the shops; and from shop to shop. A tour through all N
 * of them is as long as their spanning tree tells; n visits a week, each day in a part of its own, take √(n/N) of it while
 * not all are visited, and n/N beyond.
 */
export function estimateWeek(
  shops: readonly Pick<TerritoryShop, 'at' | 'visits' | 'serviceSeconds'>[],
  { start, days }: Pick<TerritoryPerson, 'start' | 'days'>,
  { secondsPerMetre, parkingSeconds }: Pick<Territory, 'secondsPerMetre' | 'parkingSeconds'>,
): WeekLoad {
  const visited = shops.filter(({ visits }) => visits > 0)
  const visits = visited.reduce((sum, shop) => sum + shop.visits, 0)
  const serviceSeconds = visited.reduce((sum, shop) => sum + shop.visits * shop.serviceSeconds, 0)
  if (visited.length === 0)
    return { shops: shops.length, visits: 0, serviceSeconds: 0, travelSeconds: 0 }
  const share = visits / visited.length
  const points = visited.map(({ at }) => at)
  const between = TOUR_PER_TREE * treeMetres(points) * Math.max(share, Math.sqrt(share))
  // There and back on each day on which there is anything to do.
  const outings = 2 * Math.min(days, visits)
  const out = start ? outings * meanMetres(start, points) : 0
  const travelSeconds = (between + out) * secondsPerMetre + visits * parkingSeconds
  return { shops: shops.length, visits, serviceSeconds, travelSeconds }
}

function meanMetres(from: LngLat, points: readonly LngLat[]): number {
  return points.reduce((sum, at) => sum + distanceMetres(from, at), 0) / points.length
}

/** Length of the minimum spanning tree (Prim). O(n²): a person has some hundred shops. */
export function treeMetres(points: readonly LngLat[]): number {
  const [first] = points
  if (!first) return 0
  let open = onPlane(points, first)
  let total = 0
  for (let added = open.shift(); added && open.length > 0;) {
    let nearest: OnPlane | undefined
    for (const place of open) {
      place.metres = Math.min(place.metres, Math.hypot(place.x - added.x, place.y - added.y))
      if (!nearest || place.metres < nearest.metres) nearest = place
    }
    total += nearest?.metres ?? 0
    added = nearest
    open = open.filter((place) => place !== added)
  }
  return total
}

interface OnPlane {
  readonly x: number
  readonly y: number
  /** To the nearest place of the tree so far. */
  metres: number
}

/** Metres east and north of a point: within a territory the error is far below that of the estimate. */
function onPlane(points: readonly LngLat[], [lng0, lat0]: LngLat): OnPlane[] {
  const perDegree = 1000 * distanceMetres([lng0, lat0], [lng0, lat0 + 1e-3])
  const squeeze = Math.cos((lat0 * Math.PI) / 180)
  return points.map(([lng, lat]) => ({
    x: (lng - lng0) * perDegree * squeeze,
    y: (lat - lat0) * perDegree,
    metres: Infinity,
  }))
}

/** Everybody's week, by person. */
export function estimateWeeks(territory: Territory): ReadonlyMap<number, WeekLoad> {
  const { people, shops } = territory
  const own = new Map<number | null, TerritoryShop[]>()
  for (const { personId } of people) own.set(personId, [])
  for (const shop of shops) own.get(shop.managerId)?.push(shop)
  return new Map(
    people.map((person) => [
      person.personId,
      estimateWeek(own.get(person.personId) ?? [], person, territory),
    ]),
  )
}

/** The same territory with some shops in other hands. */
export function reassign(
  territory: Territory,
  shopIds: readonly number[],
  managerId: number | null,
): Territory {
  const chosen = new Set(shopIds)
  const shops = territory.shops.map((shop) => (chosen.has(shop.id) ? { ...shop, managerId } : shop))
  return { ...territory, shops }
}

/** Hours of a week, in seconds. */
export const weekSeconds = ({ serviceSeconds, travelSeconds }: WeekLoad) =>
  serviceSeconds + travelSeconds

/** What each person would have if all were equally busy, in seconds of the week. */
export function fairShares(
  people: readonly TerritoryPerson[],
  weeks: ReadonlyMap<number, WeekLoad>,
): ReadonlyMap<number, number> {
  const sum = (of: (person: TerritoryPerson) => number) =>
    people.reduce((total, person) => total + of(person), 0)
  const busy = sum(({ personId }) => weekSeconds(weeks.get(personId) ?? nothing))
  const room = sum(({ workSeconds }) => workSeconds)
  return new Map(
    people.map(({ personId, workSeconds }) => [
      personId,
      room > 0 ? (busy * workSeconds) / room : 0,
    ]),
  )
}

const nothing: WeekLoad = { shops: 0, visits: 0, serviceSeconds: 0, travelSeconds: 0 }
