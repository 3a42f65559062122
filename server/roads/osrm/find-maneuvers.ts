import type { GuideArc, GuideLeg, Junction } from '../engine/road-queries.ts'
import {
  angleOf,
  modifierOf,
  otherChoices,
  ROUND,
  SLIGHT,
  STRAIGHT,
  type Modifier,
} from './turn-angles.ts'

type Turn = 'turn' | 'continue' | 'new name' | 'end of road' | 'fork'

/** Something a traveller has to be told, where an arc of the leg begins. */
export interface Maneuver {
  readonly arc: number
  readonly type: 'depart' | 'roundabout' | 'exit roundabout' | Turn
  readonly modifier?: Modifier
  /** Of a roundabout, counted from 1; none when the leg ends in it. */
  readonly exit?: number
}

/** What to tell on the way: the beginning, turns where there was a choice, roundabouts, and new names. */
export function findManeuvers({ arcs }: GuideLeg): Maneuver[] {
  const maneuvers: Maneuver[] = [{ arc: 0, type: 'depart' }]
  for (const [arc, after] of arcs.entries()) {
    const before = arcs[arc - 1]
    const { junction } = after
    if (!junction || !before) continue
    const modifier = modifierOf(angleOf(junction, junction.out))
    const round = judgeRoundabout(arcs, arc)
    const type = round ? round.type : judgeTurn(junction, before, after)
    if (type) maneuvers.push({ arc, type, modifier, ...exitOf(round?.exit) })
  }
  return maneuvers
}

const exitOf = (exit: number | undefined) => (exit === undefined ? {} : { exit })

/** Undefined away from roundabouts; no type on the way round. */
function judgeRoundabout(
  arcs: readonly GuideArc[],
  arc: number,
): { type: 'roundabout' | 'exit roundabout' | null; exit?: number | undefined } | undefined {
  const [wasRound, isRound] = [arcs[arc - 1]?.isRound, arcs[arc]?.isRound]
  if (!wasRound && !isRound) return undefined
  if (wasRound && isRound) return { type: null }
  if (isRound) return { type: 'roundabout', exit: countExits(arcs, arc) }
  const entered = arcs.findLastIndex((one, index) => index < arc - 1 && !one.isRound) + 1
  return { type: 'exit roundabout', exit: countExits(arcs, entered) }
}

/** Which exit a roundabout is left by that is entered with an arc: each that is passed counts. */
function countExits(arcs: readonly GuideArc[], entered: number): number | undefined {
  const left = arcs.findIndex((arc, index) => index > entered && !arc.isRound)
  if (left < 0) return undefined
  return arcs
    .slice(entered + 1, left)
    .reduce((count, { junction }) => count + (junction ? otherChoices(junction).length : 0), 1)
}

function judgeTurn(junction: Junction, before: GuideArc, after: GuideArc): Turn | null {
  const angle = Math.abs(angleOf(junction, junction.out))
  const isRenamed = before.name !== after.name
  if (angle > ROUND) return isRenamed ? 'turn' : 'continue'
  const choices = otherChoices(junction)
  if (angle > SLIGHT && choices.length > 0)
    return isRenamed || after.name === '' ? judgeEnd(junction) : 'continue'
  if (!isRenamed) return null
  const isFork = angle > STRAIGHT / 2 && choices.some((choice) => Math.abs(choice) <= SLIGHT)
  if (isFork) return 'fork'
  return after.name === '' ? null : 'new name'
}

/** The road ends where none leads on ahead, not even one that may not be entered, and there are two sides to take. */
function judgeEnd(junction: Junction): 'turn' | 'end of road' {
  const isAhead = junction.bearings.some(
    (_, road) => road !== junction.in && Math.abs(angleOf(junction, road)) <= SLIGHT,
  )
  return isAhead ? 'turn' : 'end of road'
}
