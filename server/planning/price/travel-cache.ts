import { versionTag } from '../../platform/cache-tag.ts'
import type { Travel } from '../../roads/index.ts'
import type { DayTravel, TourDay } from '../day-problem.ts'
import { askDayTravel } from '../day-travel.ts'

/** Plans of a whole team that are looked at side by side; a large one takes some 25 MB. */
const MOST_KEPT = 8
/** An engine elsewhere does not say when its streets change. */
const KEPT_MILLIS = 3_600_000

/** The ways between the places of days, asked for once while streets, profile and places stay the same. */
export interface TravelCache {
  /** @throws Problem road-engine-unavailable */
  travelOf(day: TourDay): Promise<DayTravel>
  /** Names the streets and places that the ways of a day are between. */
  tagOf(day: TourDay): string
}

interface Kept {
  readonly travel: Promise<DayTravel>
  readonly until: number
}

export function openTravelCache(travel: Travel): TravelCache {
  // The one used last stands last.
  const kept = new Map<string, Kept>()
  const tagOf = ({ profile, people, shops }: TourDay) =>
    versionTag(
      travel.dataId() ?? '',
      profile,
      JSON.stringify([people.map(({ start }) => start), shops.map(({ at }) => at)]),
    )
  const ask = async (day: TourDay) => (await askDayTravel(travel, day)).dayTravel
  return {
    tagOf,
    travelOf(day) {
      const tag = tagOf(day)
      const known = kept.get(tag)
      const fresh = known && known.until > Date.now() ? known : undefined
      const use = fresh ?? { travel: ask(day), until: Date.now() + KEPT_MILLIS }
      kept.delete(tag)
      kept.set(tag, use)
      // What failed is asked for again.
      if (!fresh) use.travel.catch(() => kept.get(tag) === use && kept.delete(tag))
      for (const oldest of kept.keys()) {
        if (kept.size <= MOST_KEPT) break
        kept.delete(oldest)
      }
      return use.travel
    },
  }
}
