import type {
  PlanTravel,
  TravelPerson,
  TravelShop,
  WholeNumbers,
} from '../../../shared/plan-travel.ts'
import type { ProfileName } from '../../../shared/roads.ts'

/** All ways between the places of a plan, and who and what is there. */
export interface KnownTravel {
  readonly profile: ProfileName
  readonly people: ReadonlyMap<number, TravelPerson>
  readonly shops: ReadonlyMap<number, TravelShop>
  /** Infinity where there is no way. */
  wayBetween(from: TravelPlace, to: TravelPlace): { seconds: number; metres: number }
}

/** A shop, or where a person starts. */
export type TravelPlace = { readonly retailerId: number } | { readonly personId: number }

export function readTravel({ profile, people, shops, seconds, metres }: PlanTravel): KnownTravel {
  const size = people.length + shops.length
  const durations = readWholeNumbers(seconds)
  const distances = readWholeNumbers(metres)
  const startOf = new Map(people.map(({ personId }, place) => [personId, place]))
  const shopAt = new Map(shops.map(({ retailerId }, shop) => [retailerId, people.length + shop]))
  const placeOf = (place: TravelPlace) =>
    ('retailerId' in place ? shopAt.get(place.retailerId) : startOf.get(place.personId)) ?? NaN
  return {
    profile,
    people: new Map(people.map((person) => [person.personId, person])),
    shops: new Map(shops.map((shop) => [shop.retailerId, shop])),
    wayBetween(from, to) {
      const cell = placeOf(from) * size + placeOf(to)
      return { seconds: durations(cell), metres: distances(cell) }
    },
  }
}

function readWholeNumbers({ bytes, base64 }: WholeNumbers): (index: number) => number {
  const text = atob(base64)
  const octets = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) octets[i] = text.charCodeAt(i)
  const view = new DataView(octets.buffer)
  const noWay = 2 ** (8 * bytes) - 1
  return (index) => {
    const value = bytes === 2 ? view.getUint16(2 * index, true) : view.getUint32(4 * index, true)
    return value === noWay ? Infinity : value
  }
}
