import type { LngLat } from '../../shared/geo.ts'
import { lineMetres, placeAlong, type PlaceOnLine } from '../../shared/line.ts'
import type { Fix } from '../../shared/positions.ts'
import type { Stretch } from './itinerary.ts'
import type { SeededRandom } from './seeded-random.ts'

/** Metres of one degree of latitude on the mean sphere. */
const DEGREE_METRES = 111_195

/** What a phone records on the way: a fix every 5–15 s while moving, every minute while standing, with GPS noise. */
export function traceFixes(stretches: readonly Stretch[], random: SeededRandom): Fix[] {
  const [first, last] = [stretches[0], stretches.at(-1)]
  if (!first || !last) return []
  const drain = random.between(0.4, 0.7) / Math.max(1, last.ends - first.begins)
  const fixes: Fix[] = []
  for (const stretch of stretches) {
    const { begins, ends } = stretch
    const metres = lineMetres(stretch.path)
    const moves = metres > 1
    const speed = (metres / (ends - begins)) * 1000
    const pause = () => (moves ? random.between(5, 15) : 60) * 1000
    for (let at = begins; at < ends; at += pause()) {
      const place = placeAt(stretch, at)
      fixes.push({
        ...noisyPlace(place.at, random),
        ...(moves ? motion(place, speed, random) : { speedMps: round(random.between(0, 0.3), 2) }),
        fixAt: new Date(Math.round(at)).toISOString(),
        battery: round(0.95 - drain * (at - first.begins), 2),
      })
    }
  }
  return fixes
}

/** Where somebody is at an instant of a stretch: at an even pace along its path. */
export function placeAt({ path, begins, ends }: Stretch, at: number): PlaceOnLine {
  return placeAlong(path, (lineMetres(path) * (at - begins)) / (ends - begins))
}

/** Open sky most of the time, a street canyon now and then; the error is a fraction of what the phone admits. */
function noisyPlace(
  [lng, lat]: LngLat,
  random: SeededRandom,
): { at: LngLat; accuracyMetres: number } {
  const accuracyMetres = round(4 + 26 * random.next() ** 3, 1)
  const error = () => (random.normal() * accuracyMetres * 0.35) / DEGREE_METRES
  const shrink = Math.cos((lat * Math.PI) / 180)
  return {
    at: [round(lng + error() / shrink, 6), round(lat + error(), 6)],
    accuracyMetres,
  }
}

function motion({ from, to }: PlaceOnLine, speed: number, random: SeededRandom) {
  const east = (to[0] - from[0]) * Math.cos((from[1] * Math.PI) / 180)
  const bearing = (Math.atan2(east, to[1] - from[1]) * 180) / Math.PI
  return {
    speedMps: round(speed * random.between(0.85, 1.15), 2),
    heading: round((bearing + random.between(-8, 8) + 720) % 360, 1),
  }
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
