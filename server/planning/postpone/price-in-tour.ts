import type { LngLat } from '../../../shared/geo.ts'
import { estimateLeg } from '../../../shared/estimate-leg.ts'
import type { Plan, Tour } from '../../../shared/planning.ts'
import type { Travel } from '../../roads/index.ts'
import { PARKING_SECONDS } from '../parking.ts'

/** A place of a tour, by how much longer it makes the way as the crow flies. */
export interface Between {
  readonly from: LngLat
  readonly to: LngLat
  readonly seconds: number
  /** The leg that it replaces; none in an empty tour. */
  readonly instead: { readonly seconds: number; readonly metres: number } | undefined
  readonly isHome: boolean
}

/** Where in a tour a shop is the least way about. */
export function nearestPlace(
  { start, stops, home }: Tour,
  at: LngLat,
  by: Plan['profile'],
): Between {
  const places = [start, ...stops.map((stop) => stop.at), start]
  const legs = [...stops.map(({ leg }) => leg), home ?? undefined]
  const ways = legs.map((instead, leg): Between => {
    const [from, to] = [places[leg] ?? start, places[leg + 1] ?? start]
    const way = (a: LngLat, b: LngLat) => estimateLeg(a, b, by).seconds
    const seconds = way(from, at) + way(at, to) - way(from, to) + PARKING_SECONDS
    return { from, to, seconds, instead, isHome: leg === stops.length }
  })
  return ways.reduce((best, one) => (one.seconds < best.seconds ? one : best))
}

/**
 * What going to a shop from a place of a tour costs along streets; undefined where there is no way.
 * @throws Problem road-engine-unavailable
 */
export async function priceBetween(
  travel: Travel,
  profile: Plan['profile'],
  at: LngLat,
  { from, to, instead, isHome }: Between,
): Promise<{ seconds: number; metres: number } | undefined> {
  const { legs } = await travel.route([from, at, to], { profile })
  const parking = PARKING_SECONDS * (isHome ? 1 : 2)
  const sum = (of: 'seconds' | 'metres') =>
    legs.reduce((total, leg) => total + Math.round(leg[of]), 0) - (instead?.[of] ?? 0)
  const price = { seconds: sum('seconds') + parking, metres: sum('metres') }
  return Number.isFinite(price.seconds) ? price : undefined
}
