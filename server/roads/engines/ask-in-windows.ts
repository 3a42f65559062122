import type { LngLat } from '../../../shared/geo.ts'
import type { RoadLeg } from '../engine/road-queries.ts'
import { missingLeg } from './travel-engine.ts'

/** One leg fewer than points, or why the engine refused them all. */
export type WindowAnswer = readonly RoadLeg[] | 'off-road' | 'no-way'

/**
 * Puts a path together from windows of at most `most` points; neighbours share one. Engines refuse a whole path for one
 * leg, so a refused window is halved until the leg that is missing stands alone.
 */
export async function askInWindows(
  points: readonly LngLat[],
  most: number,
  ask: (points: readonly LngLat[]) => Promise<WindowAnswer>,
): Promise<RoadLeg[]> {
  const askWindow = async (window: readonly LngLat[]): Promise<readonly RoadLeg[]> => {
    const answer = await ask(window)
    if (typeof answer !== 'string') return answer
    if (window.length === 2) return [missingLeg(answer)]
    const middle = window.length >> 1
    const front = await askWindow(window.slice(0, middle + 1))
    return [...front, ...(await askWindow(window.slice(middle)))]
  }
  const legs: RoadLeg[] = []
  for (let begin = 0; begin < points.length - 1; begin += most - 1)
    legs.push(...(await askWindow(points.slice(begin, begin + most))))
  return legs
}
