import type { Tags } from '../../osm/index.ts'
import { lookUp } from './look-up.ts'
import type { Profile } from './profiles/profile.ts'
import { wayKind } from './way-kind.ts'

export interface Directions {
  readonly forward: boolean
  readonly backward: boolean
}

const both: Directions = { forward: true, backward: true }
const none: Directions = { forward: false, backward: false }
const onlyForward: Directions = { forward: true, backward: false }
const onlyBackward: Directions = { forward: false, backward: true }

const meanings: Readonly<Record<string, Directions>> = {
  yes: onlyForward,
  true: onlyForward,
  '1': onlyForward,
  '-1': onlyBackward,
  reverse: onlyBackward,
  no: both,
  false: both,
  '0': both,
  alternating: both,
  // It changes with the hour: not to be relied on.
  reversible: none,
}

const opposite = /^opposite/

/** In which directions a way is open to a profile, access aside. */
export function findDirections(tags: Tags, profile: Profile): Directions {
  let directions = profile.onewayKeys.includes('oneway') ? impliedDirections(tags) : both
  profile.onewayKeys.forEach((key) => {
    directions = lookUp(meanings, tags[key]) ?? directions
  })
  if (profile.contraflow && hasContraflow(tags)) return both
  return wayKind(tags) === 'steps' ? (escalatorDirections(tags) ?? directions) : directions
}

function impliedDirections({ highway, junction }: Tags): Directions {
  const round = junction === 'roundabout' || junction === 'circular'
  return round || highway === 'motorway' ? onlyForward : both
}

/** Bicycles against the traffic, in the older and the newer way of tagging. */
function hasContraflow(tags: Tags): boolean {
  if (tags['oneway:bicycle'] !== undefined) return false
  const sides = ['cycleway', 'cycleway:left', 'cycleway:right', 'cycleway:both']
  return sides.some((key) => opposite.test(tags[key] ?? '') || tags[`${key}:oneway`] === 'no')
}

function escalatorDirections({ conveying }: Tags): Directions | undefined {
  if (conveying === 'forward') return onlyForward
  return conveying === 'backward' ? onlyBackward : undefined
}
