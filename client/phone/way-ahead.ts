import type { LngLat } from '../../shared/geo.ts'
import { distanceMetres } from '../../shared/geo.ts'
import { lineMetres, nearestOn } from '../../shared/line.ts'
import type { LegLine } from '../../shared/leg-lines.ts'

/** What is left of the way to a stop. */
export type WayAhead =
  | { readonly kind: 'along'; readonly metres: number; readonly seconds: number }
  /** Not on the planned way: as the crow flies. */
  | { readonly kind: 'straight'; readonly metres: number }

/** A phone this near the planned leg is on it: half a street's width and its own error. */
const ON_THE_WAY_METRES = 60

/**
 * From where the phone is to the end of a leg: along its streets while it is on them, at the planned pace.
 * @param seconds that the whole leg takes
 */
export function wayAhead(leg: LegLine, seconds: number, me: LngLat): WayAhead {
  const end = leg.coordinates.at(-1) ?? me
  const { offMetres, alongMetres } = nearestOn(leg.coordinates, me)
  if (leg.estimated || offMetres > ON_THE_WAY_METRES)
    return { kind: 'straight', metres: distanceMetres(me, end) }
  const whole = lineMetres(leg.coordinates)
  const share = whole === 0 ? 0 : 1 - alongMetres / whole
  return { kind: 'along', metres: share * whole, seconds: share * seconds }
}
