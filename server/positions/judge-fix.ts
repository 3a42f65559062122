import { distanceMetres, type LngLat } from '../../shared/geo.ts'
import type { QuarantineReason } from '../../shared/positions.ts'

/** Where and when somebody was; `at` in ms since 1970. */
export interface Seen {
  readonly at: number
  readonly place: LngLat
  readonly accuracyMetres: number | null
}

/** How far a phone's clock may run ahead of the field's. */
export const futureMillis = 2 * 60_000
/** A phone that was offline longer than this has nothing to add to a day anybody still looks at. */
export const ancientMillis = 7 * 24 * 3_600_000
/** 252 km/h: no field vehicle is faster. */
const topSpeedMps = 70
/**
 * A fix is held only against one that is at most this much older: a wrong first fix then spoils ten
 * minutes of good ones, not the day.
 */
export const priorMillis = 10 * 60_000

/**
 * Why a fix is refused for ever, or null when it is good.
 * @param prior the nearest accepted earlier fix of the same person, when it is at most `priorMillis` older
 * @param now field time in ms
 */
export function judgeFix(fix: Seen, prior: Seen | null, now: number): QuarantineReason | null {
  if (fix.at > now + futureMillis) return 'future'
  if (fix.at < now - ancientMillis) return 'ancient'
  if (prior && isTooFast(prior, fix)) return 'impossible-speed'
  return null
}

/** Both fixes may be off by their accuracy, so that only what lies beyond it counts as movement. */
function isTooFast(from: Seen, to: Seen): boolean {
  const blur = (from.accuracyMetres ?? 0) + (to.accuracyMetres ?? 0)
  const metres = distanceMetres(from.place, to.place) - blur
  return metres > (topSpeedMps * (to.at - from.at)) / 1000
}
