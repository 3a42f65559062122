import type { LngLat } from '../../shared/geo.ts'
import type { Leg, Plan } from '../../shared/planning.ts'

/** A shop, or where a person's tour begins and ends. */
export type Place = { readonly at: LngLat } & (
  { readonly retailerId: number } | { readonly personId: number }
)

/** Legs by the places between which they lead. */
export type Legs = ReadonlyMap<string, Leg>

/** A place is known by. */
export const placeKey = (place: Place) =>
  'retailerId' in place ? `shop ${String(place.retailerId)}` : `start ${String(place.personId)}`
/** The leg between two places is known by. */
export const legKey = (from: Place, to: Place) => `${placeKey(from)} > ${placeKey(to)}`

/** A leg and where it leads. */
export interface KeptLeg {
  readonly from: Place
  readonly to: Place
  readonly leg: Leg
}

/** The legs that a plan has. Those beside a stop that cannot be reached are bridged gaps, and not among them. */
export function listKeptLegs({ tours }: Pick<Plan, 'tours'>): KeptLeg[] {
  return tours.flatMap(({ personId, start, stops, home }) => {
    const base: Place = { at: start, personId }
    const hasWay = (index: number) => !stops[index]?.violations.includes('UNREACHABLE')
    const legs = stops.flatMap((to, index): KeptLeg[] =>
      hasWay(index) ? [{ from: stops[index - 1] ?? base, to, leg: to.leg }] : [],
    )
    const last = stops.at(-1)
    const back = last && home && hasWay(stops.length - 1)
    return back ? [...legs, { from: last, to: base, leg: home }] : legs
  })
}

export const keptLegs = (plan: Pick<Plan, 'tours'>): Legs =>
  new Map(listKeptLegs(plan).map(({ from, to, leg }) => [legKey(from, to), leg]))
