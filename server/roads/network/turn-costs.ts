import { bearingAlong } from './measure.ts'
import type { TurnSeconds } from './profiles/profile.ts'
import type { RoadNetwork } from './road-network.ts'

/** Where half of the cost of the sharpest turn is reached, and how softly, in degrees. Straight on costs nothing. */
const HALFWAY = 65
const SOFTNESS = 13

/**
 * Seconds to turn where streets meet: little for bends, more the sharper, as a logistic curve of the angle (OSRM's idea),
 * and more across the opposite traffic than to one's own side.
 * @param angle degrees, −180 to 180: 0 = straight on, positive = to the right
 */
export function turnSeconds(
  angle: number,
  { near, across }: Pick<TurnSeconds, 'near' | 'across'>,
  leftHand: boolean,
): number {
  const sharpest = angle > 0 === leftHand ? across : near
  const curve = (degrees: number) => 1 / (1 + Math.exp((HALFWAY - degrees) / SOFTNESS))
  return (sharpest * (curve(Math.abs(angle)) - curve(0))) / (curve(180) - curve(0))
}

/** {@link turnSeconds} in milliseconds for each whole degree: the turn by angle a is at `table[a + 180]`. */
export function tabulateTurns(turns: TurnSeconds, leftHand: boolean): Int32Array {
  return Int32Array.from({ length: 361 }, (_, i) =>
    Math.round(1000 * turnSeconds(i - 180, turns, leftHand)),
  )
}

/** The first metres of a street say more than its first point, which is often part of the junction. */
const REACH_METRES = 12

/** Bearing of each arc where it begins, in degrees clockwise from north. Where it ends: its reverse's, turned round. */
export function findBearings(network: RoadNetwork): Float32Array {
  const bearings = new Float32Array(network.length.length * 2)
  for (let segment = 0; segment < network.length.length; segment++) {
    const begin = network.shapeFirst[segment] as number
    const end = (network.shapeFirst[segment + 1] as number) - 1
    bearings[2 * segment] = bearingAlong(network, begin, end, REACH_METRES)
    bearings[2 * segment + 1] = bearingAlong(network, end, begin, REACH_METRES)
  }
  return bearings
}

/** Angle of the turn from one arc into another, −180 to 180 whole degrees. */
export function angleBetween(bearings: Float32Array, from: number, into: number): number {
  const turned = (bearings[into] as number) - (bearings[from ^ 1] as number) + 180
  const whole = Math.round(turned) % 360
  if (whole > 180) return whole - 360
  return whole < -180 ? whole + 360 : whole
}
