import type { Tags } from '../../osm/index.ts'
import type { Profile } from './profiles/profile.ts'

/** `no_left_turn`, `only_straight_on` …: what a restriction asks of a profile; or why that is not known. */
export type RestrictionWord = { readonly word: string } | 'not-for-it' | 'conditional' | 'unknown'

/** Times and days in the older tagging. */
const oldConditions = ['hour_on', 'hour_off', 'day_on', 'day_off']

/** A vehicle's own word goes before the word for all; `except` frees from the latter. */
export function readRestriction(tags: Tags, profile: Profile): RestrictionWord {
  const own = profile.vehicles.map((vehicle) => `restriction:${vehicle}`)
  const plain = profile.followsRestrictions && !isExcepted(tags, profile) ? ['restriction'] : []
  const keys = [...own, ...plain]
  const key = keys.find((candidate) => tags[candidate] !== undefined)
  if (key === undefined) {
    const isConditional = keys.some((candidate) => tags[`${candidate}:conditional`] !== undefined)
    return isConditional ? 'conditional' : 'not-for-it'
  }
  if (oldConditions.some((condition) => tags[condition] !== undefined)) return 'conditional'
  const word = tags[key] ?? ''
  return /^(?:no|only)_/.test(word) ? { word } : 'unknown'
}

function isExcepted(tags: Tags, profile: Profile): boolean {
  const excepted = (tags.except ?? '').split(';').map((word) => word.trim())
  return profile.vehicles.some((vehicle) => excepted.includes(vehicle))
}
