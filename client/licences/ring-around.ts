import type { LngLat } from '../../shared/geo.ts'

const METRES_PER_DEGREE = 111_195
const CORNERS = 48

/** A circle of so many metres on the ground, as a closed ring; good to a per mille below a few kilometres. */
export function ringAround([lng, lat]: LngLat, metres: number): LngLat[] {
  const north = metres / METRES_PER_DEGREE
  const east = north / Math.cos((lat * Math.PI) / 180)
  return Array.from({ length: CORNERS + 1 }, (_, corner): LngLat => {
    const angle = ((corner % CORNERS) / CORNERS) * 2 * Math.PI
    return [lng + east * Math.cos(angle), lat + north * Math.sin(angle)]
  })
}
