import type { ProfileName } from '../../../../shared/roads.ts'
import { car } from './car.ts'
import { eBike } from './e-bike.ts'
import { foot } from './foot.ts'
import type { Profile } from './profile.ts'

export const profiles: Readonly<Record<ProfileName, Profile>> = { car, 'e-bike': eBike, foot }

const workingHours = { from: 8, to: 18 }

/** Factor on all durations at an hour of the day, 0 to 23; without one, the mean of a working day from 8 to 18. */
export function hourFactor(profile: Pick<Profile, 'hours'>, hour?: number): number {
  if (hour !== undefined) return profile.hours[hour] ?? 1
  const day = profile.hours.slice(workingHours.from, workingHours.to)
  return day.reduce((sum, factor) => sum + factor, 0) / day.length
}
