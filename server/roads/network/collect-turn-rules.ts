import type { Profile } from './profiles/profile.ts'
import { readRestriction } from './read-restriction.ts'
import type { Restriction, RoadAttributes } from './road-attributes.ts'
import type { RoadNetwork } from './road-network.ts'
import { RestrictionTracer } from './trace-restriction.ts'
import type { TurnRule } from './turn-rules.ts'

export interface CollectedRules {
  readonly rules: readonly TurnRule[]
  /** Restrictions that made them. */
  readonly followed: number
  /** Restrictions for this profile that are not followed: conditional, of no known kind, broken or ambiguous. */
  readonly ignored: number
}

/** The rules that a profile's restrictions come to. One about arcs that are closed anyway counts as neither. */
export function collectTurnRules(
  network: RoadNetwork,
  { restrictions, waySegments }: RoadAttributes,
  profile: Profile,
  isOpen: (arc: number) => boolean,
): CollectedRules {
  const tracer = new RestrictionTracer(network, waySegments)
  const rules: TurnRule[] = []
  let [followed, ignored] = [0, 0]
  for (const restriction of restrictions) {
    const asked = readRestriction(restriction.tags, profile)
    if (asked === 'not-for-it') continue
    const found =
      typeof asked === 'string' ? undefined : makeRules(tracer, restriction, asked.word, isOpen)
    if (!found) ignored++
    else if (found.length > 0) followed++
    rules.push(...(found ?? []))
  }
  return { rules, followed, ignored }
}

/**
 * Undefined where the members do not meet, or may be passed in several ways so that it is not known which is meant:
 * restrictions are about ends of ways, or ways that are open in one direction.
 */
function makeRules(
  tracer: RestrictionTracer,
  restriction: Restriction,
  word: string,
  isOpen: (arc: number) => boolean,
): TurnRule[] | undefined {
  const kind = word.startsWith('no_') ? 'no' : 'only'
  const isUTurn = word === 'no_u_turn'
  const traced = tracer.trace(restriction, isUTurn, isOpen).filter(({ length }) => length > 0)
  if (traced.length === 0) {
    const isConnected = tracer.trace(restriction, isUTurn, () => true).some(({ length }) => length)
    return isConnected ? [] : undefined
  }
  // Back and forth on one way, both directions are meant.
  const isReturn = isUTurn && restriction.from[0] === restriction.to[0]
  const clear = traced.filter((ways) => ways.length === 1 || isReturn).flat()
  return clear.length > 0 ? clear.map((arcs) => ({ kind, arcs })) : undefined
}
