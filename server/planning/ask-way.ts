import type { Leg } from '../../shared/planning.ts'
import type { ProfileName } from '../../shared/roads.ts'
import type { Travel } from '../roads/index.ts'
import { lineOf } from './draw-tours.ts'
import { legKey, type Legs, type Place } from './kept-legs.ts'
import { PARKING_SECONDS } from './parking.ts'

/** The leg as it is kept, or asked for. Infinity seconds and metres where there is no way. */
export async function wayBetween(
  travel: Travel,
  profile: ProfileName,
  kept: Legs,
  from: Place,
  to: Place,
): Promise<Leg> {
  const known = kept.get(legKey(from, to))
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
