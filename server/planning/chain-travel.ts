import type { LngLat } from '../../shared/geo.ts'
import type { Leg, Plan } from '../../shared/planning.ts'
import type { ProfileName } from '../../shared/roads.ts'
import type { Travel } from '../roads/index.ts'
import type { DayTravel } from './day-problem.ts'
import { PARKING_SECONDS } from './day-travel.ts'
import { lineOf } from './draw-tours.ts'

/** A shop, or where a person's tour begins and ends. */
export type Place = { readonly at: LngLat } & (
  { readonly retailerId: number } | { readonly personId: number }
)

/** Legs by the places between which they lead. */
export type Legs = ReadonlyMap<string, Leg>

const nameOf = (place: Place) =>
  'retailerId' in place ? `shop ${String(place.retailerId)}` : `start ${String(place.personId)}`
const keyOf = (from: Place, to: Place) => `${nameOf(from)} > ${nameOf(to)}`

/** The legs that a plan has. Those beside a stop that cannot be reached are bridged gaps, and not among them. */
export function keptLegs({ tours }: Pick<Plan, 'tours'>): Legs {
  const kept = new Map<string, Leg>()
  for (const { personId, start, stops, home } of tours) {
    const base: Place = { at: start, personId }
    const hasWay = (index: number) => !stops[index]?.violations.includes('UNREACHABLE')
    stops.forEach((stop, index) => {
      if (hasWay(index)) kept.set(keyOf(stops[index - 1] ?? base, stop), stop.leg)
    })
    const last = stops.at(-1)
    if (last && home && hasWay(stops.length - 1)) kept.set(keyOf(last, base), home)
  }
  return kept
}

/** The leg as it is kept, or asked for. Infinity seconds and metres where there is no way. */
export async function wayBetween(
  travel: Travel,
  profile: ProfileName,
  kept: Legs,
  from: Place,
  to: Place,
): Promise<Leg> {
  const known = kept.get(keyOf(from, to))
  if (known) return known
  const { legs, source } = await travel.route([from.at, to.at], { profile })
  const [leg] = legs
  if (!leg) throw new RangeError('a way between two points has a leg')
  const parking = 'retailerId' in to ? PARKING_SECONDS : 0
  return {
    line: source === 'roads' ? lineOf(leg) : null,
    seconds: Math.round(leg.seconds) + parking,
    metres: Math.round(leg.metres),
  }
}

/** Travel of one tour whose shops are in order: along its legs and nowhere else. */
export function chainTravel(legs: readonly Leg[]): DayTravel {
  const size = legs.length
  const durations = new Float64Array(size * size).fill(Infinity)
  const distances = new Float64Array(size * size).fill(Infinity)
  legs.forEach(({ seconds, metres }, from) => {
    const cell = from * size + ((from + 1) % size)
    durations[cell] = seconds
    distances[cell] = metres
  })
  return { size, durations, distances }
}
