import type { LngLat } from '../../../shared/geo.ts'

/** Pixels across and down. */
export type Pixel = readonly [x: number, y: number]

/** Nearer points of a line drawn by hand add nothing. */
const STEP_PIXELS = 3

/** Whether a point is in a ring, by the even-odd rule (the last corner is joined to the first). */
export function isInside(ring: readonly Pixel[], [x, y]: Pixel): boolean {
  let inside = false
  let [beforeX, beforeY] = ring.at(-1) ?? [0, 0]
  for (const [atX, atY] of ring) {
    const crosses = atY > y !== beforeY > y
    if (crosses && x < ((beforeX - atX) * (y - atY)) / (beforeY - atY) + atX) inside = !inside
    ;[beforeX, beforeY] = [atX, atY]
  }
  return inside
}

/** The line with one more point, unless that is where it is already. */
export function withPoint(line: readonly Pixel[], point: Pixel): readonly Pixel[] {
  const last = line.at(-1)
  const isNear = last && Math.hypot(point[0] - last[0], point[1] - last[1]) < STEP_PIXELS
  return isNear ? line : [...line, point]
}

/** Corners of the rectangle between two opposite ones. */
export function rectangleOf([x, y]: Pixel, [toX, toY]: Pixel): readonly Pixel[] {
  return [
    [x, y],
    [toX, y],
    [toX, toY],
    [x, toY],
  ]
}

/** Every n-th corner, so that there are no more than a number of them. */
export function thinned<Corner>(ring: readonly Corner[], most: number): readonly Corner[] {
  const step = Math.ceil(ring.length / most)
  return ring.filter((_, index) => index % step === 0)
}

/** How a new choice meets the one there was. */
export type ChoiceMode = 'replace' | 'add' | 'subtract'

export function combine<Id>(before: readonly Id[], found: readonly Id[], mode: ChoiceMode): Id[] {
  if (mode === 'replace') return [...found]
  const inRing = new Set(found)
  const others = before.filter((id) => !inRing.has(id))
  return mode === 'add' ? [...others, ...found] : others
}

/** Something on the map that a ring may take in. */
export interface Choosable {
  readonly id: number
  readonly at: LngLat
}

/** What a ring has taken in. */
export interface FoundInRing {
  readonly ring: LngLat[]
  readonly ids: number[]
  readonly mode: ChoiceMode
  /** Where the pointer let go, in pixels of the window. */
  readonly at: Pixel
}
