import type { Scope } from '../../shared/auth.ts'
import { distanceMetres, type LngLat } from '../../shared/geo.ts'
import type { Neighbour, Retailer } from '../../shared/retailers.ts'
import type { Db } from '../platform/database/index.ts'
import type { Travel } from '../roads/index.ts'
import { doorsOf, licensedNear, type NearShop } from './queries.ts'

export interface NeighbourParts {
  readonly db: Db
  readonly travel: Travel
  /** On which the neighbours hold a licence. */
  readonly day: string
  readonly scope: Scope
}

/** So many are asked for at first; where streets wind, more. */
const FIRST_CANDIDATES = 25
const MOST_CANDIDATES = 400
/** Fewer than there are, so that nobody is thought farther away than they are. */
const METRES_OF_A_DEGREE = 110_000

/**
 * The other licensed shops nearest on foot, nearest first, those that nobody can walk to last. No walk is shorter than
 * the straight line: when the last one found is nearer than any shop that was not asked for, nothing was missed.
 * @throws Problem road-engine-unavailable
 */
export async function findNeighbours(
  { db, travel, day, scope }: NeighbourParts,
  { id, at }: Pick<Retailer, 'id' | 'at'>,
  limit: number,
): Promise<Neighbour[]> {
  const here = await doorsOf(db, id)
  for (let count = FIRST_CANDIDATES; ; count *= 4) {
    const near = await licensedNear(db, id, day, scope, count)
    const found = (await walkTo(travel, here, near)).slice(0, limit)
    const asked = (near.at(-1)?.degrees ?? 0) * METRES_OF_A_DEGREE * cosine(at)
    const isSure = (found.at(-1)?.metres ?? Infinity) <= asked
    if (isSure || near.length < count || count >= MOST_CANDIDATES) return found
  }
}

/** Between the nearest two doors, on foot and in a straight line. */
async function walkTo(
  travel: Travel,
  here: readonly LngLat[],
  near: readonly NearShop[],
): Promise<Neighbour[]> {
  const points = [...here, ...near.flatMap(({ doors }) => doors)]
  const { size, distances, offRoad } = await travel.matrix(points, { profile: 'foot' })
  const isOff = new Set(offRoad)
  const walkBetween = (from: number, to: number) => {
    const [a, b] = [points[from], points[to]]
    const straight = a && b ? distanceMetres(a, b) : Infinity
    // From road to road: across a street nothing is walked along it.
    const walked = Math.max(distances[from * size + to] ?? Infinity, straight)
    return { straight, walked, estimated: isOff.has(from) || isOff.has(to) }
  }
  let reached = here.length
  const neighbours = near.map(({ degrees: _, doors, ...shop }): Neighbour => {
    const first = reached
    reached += doors.length
    const walks = doors.flatMap((_door, door) =>
      here.map((_from, from) => walkBetween(from, first + door)),
    )
    const shortest = walks.reduce((best, walk) => (walk.walked < best.walked ? walk : best))
    return {
      ...shop,
      metres: shortest.walked < Infinity ? Math.round(shortest.walked) : null,
      estimated: shortest.estimated,
      straightMetres: Math.round(Math.min(...walks.map(({ straight }) => straight))),
    }
  })
  return neighbours.toSorted(byWalk)
}

/** Beyond any walk on Earth. */
const NO_WAY_METRES = 1e9

function byWalk(a: Neighbour, b: Neighbour): number {
  const walk = (a.metres ?? NO_WAY_METRES) - (b.metres ?? NO_WAY_METRES)
  return walk || a.straightMetres - b.straightMetres || a.id - b.id
}

const cosine = ([, lat]: LngLat) => Math.cos((lat * Math.PI) / 180)
