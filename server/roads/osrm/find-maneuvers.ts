import type { GuideArc, GuideLeg, Junction } from '../engine/road-queries.ts'

/** Something a traveller has to be told, where an arc of the leg begins. */
export interface Maneuver {
  readonly arc: number
  readonly type: 'depart' | 'turn' | 'continue' | 'new name' | 'end of road' | 'fork'
  readonly modifier?: Modifier
}

export type Modifier =
  | 'uturn'
  | 'sharp right'
  | 'right'
  | 'slight right'
  | 'straight'
  | 'slight left'
  | 'left'
  | 'sharp left'

/** Degrees off straight ahead up to which a road goes on, bends slightly, turns, turns sharply. */
const STRAIGHT = 20
const SLIGHT = 40
const PLAIN = 120
const ROUND = 175

/** What to tell on the way: the beginning, turns where there was a choice, and new names. */
export function findManeuvers({ arcs }: GuideLeg): Maneuver[] {
  const maneuvers: Maneuver[] = [{ arc: 0, type: 'depart' }]
  for (const [arc, { junction }] of arcs.entries()) {
    const before = arcs[arc - 1]
    if (!junction || !before) continue
    const type = judge(junction, before, arcs[arc] as GuideArc)
    if (type) maneuvers.push({ arc, type, modifier: modifierOf(angleOf(junction, junction.out)) })
  }
  return maneuvers
}

function judge(junction: Junction, before: GuideArc, after: GuideArc): Maneuver['type'] | null {
  const angle = Math.abs(angleOf(junction, junction.out))
  const isRenamed = before.name !== after.name
  if (angle > ROUND) return isRenamed ? 'turn' : 'continue'
  const choices = otherChoices(junction)
  if (angle > SLIGHT && choices.length > 0)
    return isRenamed || after.name === '' ? judgeTurn(junction) : 'continue'
  if (!isRenamed) return null
  const isFork = angle > STRAIGHT / 2 && choices.some((choice) => Math.abs(choice) <= SLIGHT)
  if (isFork) return 'fork'
  return after.name === '' ? null : 'new name'
}

/** The road ends where none leads on ahead, not even one that may not be entered, and there are two sides to take. */
function judgeTurn(junction: Junction): 'turn' | 'end of road' {
  const isAhead = junction.bearings.some(
    (_, road) => road !== junction.in && Math.abs(angleOf(junction, road)) <= SLIGHT,
  )
  return isAhead ? 'turn' : 'end of road'
}

/** Angles of the roads that could have been taken instead, without turning round. */
function otherChoices(junction: Junction): number[] {
  return junction.bearings.flatMap((_, road) =>
    junction.entries[road] && road !== junction.out && road !== junction.in
      ? [angleOf(junction, road)]
      : [],
  )
}

/** How far a road is off straight ahead: −180 to 180 degrees, right is positive. */
function angleOf({ bearings, in: inward }: Junction, road: number): number {
  const ahead = (bearings[inward] ?? 0) + 180
  return (((((bearings[road] ?? 0) - ahead) % 360) + 540) % 360) - 180
}

export function modifierOf(angle: number): Modifier {
  const size = Math.abs(angle)
  if (size > ROUND) return 'uturn'
  if (size <= STRAIGHT) return 'straight'
  const side = angle > 0 ? 'right' : 'left'
  if (size <= SLIGHT) return `slight ${side}`
  return size <= PLAIN ? side : `sharp ${side}`
}
