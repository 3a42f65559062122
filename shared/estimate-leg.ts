import { distanceMetres, type LngLat } from './geo.ts'
import type { ProfileName } from './roads.ts'

interface Estimate {
  /** Metres along streets for each metre of the great circle. */
  readonly detour: number
  readonly metresPerSecond: number
}

/** What is said of places without road data. An estimate: shown as such. */
const estimates: Record<ProfileName, Estimate> = {
  // 27 km/h: city traffic with its lights.
  car: { detour: 1.35, metresPerSecond: 7.5 },
  // 18 km/h.
  'e-bike': { detour: 1.35, metresPerSecond: 5 },
  // 4.7 km/h; walkers cut through where wheels may not.
  foot: { detour: 1.25, metresPerSecond: 1.3 },
}

/** Metres along streets for each metre of the great circle, as estimates reckon. */
export const detourOf = (profile: ProfileName): number => estimates[profile].detour

/** A straight line. */
export function estimateLeg(from: LngLat, to: LngLat, profile: ProfileName) {
  const { detour, metresPerSecond } = estimates[profile]
  const metres = detour * distanceMetres(from, to)
  return { seconds: metres / metresPerSecond, metres, line: [from, to] }
}
