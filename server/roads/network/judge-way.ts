import type { Tags } from '../../osm/index.ts'
import { findDirections } from './find-directions.ts'
import { judgeAccess, type Access } from './judge-access.ts'
import { lookUp } from './look-up.ts'
import { parseMaxspeed } from './parse-maxspeed.ts'
import type { Profile } from './profiles/profile.ts'
import { wayKind } from './way-kind.ts'

/** How a profile travels along a way in one direction. */
export interface Passage {
  /** km/h; a ferry's own timetable goes before it. */
  readonly kmh: number
  /** Factor on weight, ≥ 1. */
  readonly reluctance: number
  readonly access: Access
  /** Boarded and waited for. */
  readonly boarded: boolean
}

export interface WayVerdict {
  readonly forward: Passage | undefined
  readonly backward: Passage | undefined
}

const boardedKinds = new Set(['ferry', 'shuttle_train'])

/** Whether and how a profile may travel along ways with these tags; undefined = not at all. */
export function judgeWay(tags: Tags, profile: Profile): WayVerdict | undefined {
  const kind = wayKind(tags)
  if (kind === undefined || !isFor(kind, tags, profile)) return undefined
  const open = findDirections(tags, profile)
  const forward = open.forward ? judgeDirection(tags, kind, profile, 'forward') : undefined
  const backward = open.backward ? judgeDirection(tags, kind, profile, 'backward') : undefined
  return forward || backward ? { forward, backward } : undefined
}

function isFor(kind: string, tags: Tags, profile: Profile): boolean {
  if (tags.motorroad === 'yes' && !profile.motorroads) return false
  if (tags.smoothness === 'impassable' || tags.impassable === 'yes') return false
  return Object.hasOwn(profile.speeds, kind) || Object.hasOwn(profile.speedsWhereAllowed, kind)
}

function judgeDirection(
  tags: Tags,
  kind: string,
  profile: Profile,
  direction: 'forward' | 'backward',
): Passage | undefined {
  const { access, particular } = judgeAccess(tags, profile.accessKeys, direction)
  const usual = usualSpeed(kind, profile, access, particular)
  if (!usual) return undefined
  const pace = access === 'push' ? usual : limitSpeed(usual, tags, profile, direction)
  const kmh = pace * roughness(tags, profile)
  const boarded = boardedKinds.has(kind)
  return { kmh, reluctance: lookUp(profile.reluctance, kind) ?? 1, access, boarded }
}

function usualSpeed(kind: string, profile: Profile, access: Access, particular: boolean) {
  if (access === 'closed') return undefined
  if (access === 'push') return profile.pushing
  const allowed = particular ? lookUp(profile.speedsWhereAllowed, kind) : undefined
  return allowed ?? lookUp(profile.speeds, kind)
}

function limitSpeed(
  usual: number,
  tags: Tags,
  { limit }: Profile,
  direction: 'forward' | 'backward',
): number {
  const posted = tags[`maxspeed:${direction}`] ?? tags.maxspeed ?? tags['maxspeed:type']
  const maxspeed = limit && posted !== undefined ? parseMaxspeed(posted) : undefined
  if (!limit || maxspeed === undefined) return usual
  return Math.min(maxspeed * limit.share, usual * limit.stretch)
}

function roughness(tags: Tags, profile: Profile): number {
  const surface = lookUp(profile.surfaces, tags.surface) ?? 1
  const grade = lookUp(profile.surfaces, tags.tracktype) ?? 1
  const service = lookUp(profile.services, tags.service) ?? 1
  return Math.min(surface, grade) * service
}
