import type { Junction } from '../engine/road-queries.ts'

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
export const STRAIGHT = 20
export const SLIGHT = 40
const PLAIN = 120
export const ROUND = 175

/** How far a road is off straight ahead: −180 to 180 degrees, right is positive. */
export function angleOf({ bearings, in: inward }: Junction, road: number): number {
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

/** Roads that could have been taken instead, without turning round: their angles. */
export function otherChoices(junction: Junction): number[] {
  return junction.bearings.flatMap((_, road) =>
    junction.entries[road] && road !== junction.out && road !== junction.in
      ? [angleOf(junction, road)]
      : [],
  )
}
