import type { LngLat } from '../../shared/geo.ts'
import type { Leg, Plan } from '../../shared/planning.ts'

/** A shop, or where a person's tour begins and ends. */
export type Place = { readonly at: LngLat } & (
  { readonly retailerId: number } | { readonly personId: number }
)

/** Legs by the places between which they lead. */
export type Legs = ReadonlyMap<string, Leg>

const nameOf = (place: Place) =>
  'retailerId' in place ? `shop ${String(place.retailerId)}` : `start ${String(place.personId)}`
/** The leg between two places is known by. */
export const legKey = (from: Place, to: Place) => `${nameOf(from)} > ${nameOf(to)}`

/** The legs that a plan has. Those beside a stop that cannot be reached are bridged gaps, and not among them. */
export function keptLegs({ tours }: Pick<Plan, 'tours'>): Legs {
  const kept = new Map<string, Leg>()
  for (const { personId, start, stops, home } of tours) {
    const base: Place = { at: start, personId }
    const hasWay = (index: number) => !stops[index]?.violations.includes('UNREACHABLE')
    stops.forEach((stop, index) => {
      if (hasWay(index)) kept.set(legKey(stops[index - 1] ?? base, stop), stop.leg)
    })
    const last = stops.at(-1)
    if (last && home && hasWay(stops.length - 1)) kept.set(legKey(last, base), home)
  }
  return kept
}
