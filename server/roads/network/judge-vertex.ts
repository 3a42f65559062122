import type { Tags } from '../../osm/index.ts'
import { judgeAccess, type Access } from './judge-access.ts'
import { lookUp } from './look-up.ts'
import type { Control, Profile } from './profiles/profile.ts'

/** What a point on the road means to a profile that passes it. */
export interface VertexVerdict {
  readonly access: Access
  /** Mean wait. */
  readonly seconds: number
  /** The direction of the way that it holds for. */
  readonly direction: 'forward' | 'backward' | 'both'
}

const nothing: VertexVerdict = { access: 'open', seconds: 0, direction: 'both' }

export function judgeVertex(tags: Tags, profile: Profile): VertexVerdict {
  if (tags.barrier !== undefined) return judgeBarrier(tags, profile, kindOfBarrier(tags))
  const control = controlOf(tags)
  const seconds = control ? profile.controls[control] : 0
  return seconds > 0 ? { access: 'open', seconds, direction: directionOf(tags) } : nothing
}

/** Whether a profile passes as if there were nothing. */
export const isFree = ({ access, seconds }: VertexVerdict) => access === 'open' && seconds === 0

function judgeBarrier(tags: Tags, profile: Profile, barrier: string): VertexVerdict {
  const { access, particular } = judgeAccess(tags, profile.accessKeys)
  const usual = lookUp(profile.barriers, barrier)
  const closed = usual === null || (usual === undefined && !profile.passesOtherBarriers)
  const locked = tags.locked === 'yes'
  if (!particular && (closed || locked)) return { ...nothing, access: 'closed' }
  return { ...nothing, access, seconds: usual ?? 0 }
}

function kindOfBarrier({ barrier = '', bollard }: Tags): string {
  return barrier === 'bollard' && bollard === 'rising' ? 'rising_bollard' : barrier
}

function controlOf(tags: Tags): Control | undefined {
  if (tags.highway === 'traffic_signals') return 'traffic_signals'
  if (tags.highway === 'stop') return 'stop'
  return tags.highway === 'crossing' && tags.crossing === 'traffic_signals'
    ? 'signal_crossing'
    : undefined
}

function directionOf(tags: Tags): VertexVerdict['direction'] {
  const direction = tags['traffic_signals:direction'] ?? tags.direction
  return direction === 'forward' || direction === 'backward' ? direction : 'both'
}
