import type { DirectionField } from './direction-field.ts'
import {
  at,
  cross,
  distance,
  dot,
  heading,
  meet,
  minus,
  mix,
  plus,
  scaled,
  simplifyLine,
  unit,
  type Point,
  type Ring,
} from './plane.ts'

/** A place on a face's border: on the `index`-th edge of its ring, or at that edge's start. */
export interface Landing {
  readonly index: number
  readonly point: Point
  readonly isVertex: boolean
}

export interface Cut {
  readonly from: Landing
  readonly to: Landing
  readonly between: readonly Point[]
}

/** The sharpest a street may meet another, as the sine of the angle. */
const sharpest = 0.55
const maximumSteps = 160

/**
 * A line through `start` that follows the field both ways to the border of the ring. Undefined when
 * it would meet the border at a sharp angle, twice on one edge, or cross it on the way.
 */
export function traceCut(
  ring: Ring,
  start: Point,
  angle: number,
  field: DirectionField,
  step: number,
): Cut | undefined {
  const ahead = walk(ring, start, angle, field, step)
  const back = walk(ring, start, angle + Math.PI, field, step)
  if (!ahead || !back || !areApart(ring, ahead.landing, back.landing)) return undefined
  const path = [
    back.landing.point,
    ...back.steps.reverse(),
    start,
    ...ahead.steps,
    ahead.landing.point,
  ]
  const line = simplifyLine(path, step / 16)
  if (!staysInside(ring, line, back.landing, ahead.landing)) return undefined
  return { from: back.landing, to: ahead.landing, between: line.slice(1, -1) }
}

interface Walk {
  readonly steps: Point[]
  readonly landing: Landing
}

function walk(
  ring: Ring,
  start: Point,
  angle: number,
  field: DirectionField,
  step: number,
): Walk | undefined {
  const steps: Point[] = []
  let here = start
  let course = angle
  for (let count = 0; count < maximumSteps; count++) {
    course = nearestQuarter(field(here), course)
    const there = plus(here, scaled(heading(course), step))
    const landing = landingOn(ring, here, there, step)
    if (landing) {
      while (steps.length > 0 && distance(at(steps, -1), landing.point) < step * 0.6) steps.pop()
      return meetsSquarely(ring, at([start, ...steps], -1), landing)
        ? { steps, landing }
        : undefined
    }
    steps.push(there)
    here = there
  }
  return undefined
}

/** Of the four directions of a cross, the one closest to the course; turns by at most 0.2 rad. */
function nearestQuarter(angle: number, course: number): number {
  const quarter = Math.PI / 2
  const turn = angle - course - quarter * Math.round((angle - course) / quarter)
  return course + Math.min(0.2, Math.max(-0.2, turn))
}

function landingOn(ring: Ring, here: Point, there: Point, step: number): Landing | undefined {
  let first = Infinity
  let index = -1
  let share = 0
  for (let i = 0; i < ring.length; i++) {
    const crossing = meet(here, there, at(ring, i), at(ring, (i + 1) % ring.length))
    if (!crossing || crossing[1] < 0 || crossing[1] > 1) continue
    if (crossing[0] > 1e-6 && crossing[0] <= 1 && crossing[0] < first) {
      first = crossing[0]
      share = crossing[1]
      index = i
    }
  }
  return index < 0 ? undefined : snapLanding(ring, index, share, step)
}

/** A street that nearly meets a corner opposite another goes there: a crossing, not two T's. */
function snapLanding(ring: Ring, index: number, share: number, step: number): Landing {
  const next = (index + 1) % ring.length
  const length = distance(at(ring, index), at(ring, next))
  const reach = Math.min(step * 0.8, length / 2)
  if (share * length < reach) return { index, point: at(ring, index), isVertex: true }
  if ((1 - share) * length < reach) return { index: next, point: at(ring, next), isVertex: true }
  return { index, point: mix(at(ring, index), at(ring, next), share), isVertex: false }
}

function meetsSquarely(ring: Ring, from: Point, { index, point, isVertex }: Landing): boolean {
  const arriving = unit(minus(point, from))
  const after = unit(minus(at(ring, (index + 1) % ring.length), point))
  const before = unit(minus(isVertex ? at(ring, index - 1) : at(ring, index), point))
  const clear = (border: Point): boolean =>
    Math.abs(cross(border, arriving)) > sharpest || dot(border, arriving) > 0
  return clear(after) && clear(before)
}

function areApart(ring: Ring, one: Landing, other: Landing): boolean {
  const adjoins = (i: number, j: number): boolean =>
    i === j || (i + 1) % ring.length === j || (j + 1) % ring.length === i
  if (one.isVertex || other.isVertex) return !adjoins(one.index, other.index)
  return one.index !== other.index
}

function staysInside(ring: Ring, line: readonly Point[], from: Landing, to: Landing): boolean {
  const touches = (i: number, landing: Landing): boolean =>
    i === landing.index || (landing.isVertex && (i + 1) % ring.length === landing.index)
  for (let piece = 1; piece < line.length; piece++) {
    for (let i = 0; i < ring.length; i++) {
      if (piece === 1 && touches(i, from)) continue
      if (piece === line.length - 1 && touches(i, to)) continue
      const crossing = meet(
        at(line, piece - 1),
        at(line, piece),
        at(ring, i),
        at(ring, (i + 1) % ring.length),
      )
      if (crossing && Math.min(...crossing) > -1e-9 && Math.max(...crossing) < 1 + 1e-9)
        return false
    }
  }
  return true
}
