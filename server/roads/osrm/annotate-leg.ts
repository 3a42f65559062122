import { distanceMetres, type LngLat } from '../../../shared/geo.ts'
import type { GuideLeg } from '../engine/road-queries.ts'
import { roundValue } from './write-waypoint.ts'

export type Annotation = 'duration' | 'distance' | 'speed' | 'weight' | 'datasources'

/** Values for each piece between two points of a leg's line: an arc's time is spread over its length. */
export function annotateLeg(leg: GuideLeg, wanted: readonly Annotation[]): object {
  const values: Record<Annotation, number[]> = {
    duration: [],
    distance: [],
    speed: [],
    weight: [],
    datasources: [],
  }
  const weightPerSecond = leg.seconds === 0 ? 1 : leg.weight / leg.seconds
  for (const [index, arc] of leg.arcs.entries()) {
    const end = leg.arcs[index + 1]?.begin ?? leg.line.length - 1
    const pieces = piecesOf(leg.line.slice(arc.begin, end + 1))
    const total = pieces.reduce((sum, metres) => sum + metres, 0)
    for (const metres of pieces) {
      const seconds = total === 0 ? arc.seconds / pieces.length : (arc.seconds * metres) / total
      values.duration.push(roundValue(seconds))
      values.distance.push(roundValue(metres))
      values.speed.push(seconds === 0 ? 0 : roundValue(metres / seconds))
      values.weight.push(roundValue(seconds * weightPerSecond))
      values.datasources.push(0)
    }
  }
  return Object.fromEntries(wanted.map((name) => [name, values[name]]))
}

function piecesOf(line: readonly LngLat[]): number[] {
  return line.slice(1).map((to, index) => distanceMetres(line[index] as LngLat, to))
}
