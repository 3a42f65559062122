import type { ByteWriter } from './byte-writer.ts'

/** Commands of the vector tile specification 2.1, 4.3.1: the number in the low three bits, how often above. */
const MOVE_ONCE = (1 << 3) | 1
const LINE_TO = 2
const CLOSE = (1 << 3) | 7

/** Where the pen is: parts of one feature follow each other by differences. */
export interface Pen {
  x: number
  y: number
}

export function writePoint(bytes: ByteWriter, x: number, y: number): void {
  bytes.varint(MOVE_ONCE)
  bytes.zigzag(x)
  bytes.zigzag(y)
}

/** Writes nothing when no two points of it differ. @param pen set to the tile's corner before the first part */
export function writeLine(bytes: ByteWriter, line: readonly number[], pen: Pen): void {
  const points = rounded(line)
  if (points.length >= 4) writePath(bytes, points, pen)
}

/** @param ring its last point repeats the first @returns false, and nothing written, when it encloses nothing */
export function writeRing(bytes: ByteWriter, ring: readonly number[], pen: Pen): boolean {
  const points = rounded(ring)
  if (points[0] === points.at(-2) && points[1] === points.at(-1)) points.length -= 2
  if (points.length < 6 || isFlat(points)) return false
  writePath(bytes, points, pen)
  bytes.varint(CLOSE)
  return true
}

function writePath(bytes: ByteWriter, points: readonly number[], pen: Pen): void {
  for (let i = 0; i < points.length; i += 2) {
    if (i === 0) bytes.varint(MOVE_ONCE)
    if (i === 2) bytes.varint(((points.length / 2 - 1) << 3) | LINE_TO)
    const x = points[i] as number
    const y = points[i + 1] as number
    bytes.zigzag(x - pen.x)
    bytes.zigzag(y - pen.y)
    pen.x = x
    pen.y = y
  }
}

/** Whole units; points that fall together are one. */
function rounded(line: readonly number[]): number[] {
  const points: number[] = []
  for (let i = 0; i < line.length; i += 2) {
    const x = Math.round(line[i] as number)
    const y = Math.round(line[i + 1] as number)
    const last = points.length - 2
    if (last < 0 || points[last] !== x || points[last + 1] !== y) points.push(x, y)
  }
  return points
}

function isFlat(points: readonly number[]): boolean {
  const x0 = points[0] as number
  const y0 = points[1] as number
  let twice = 0
  for (let i = 2; i + 3 < points.length; i += 2)
    twice +=
      ((points[i] as number) - x0) * ((points[i + 3] as number) - y0) -
      ((points[i + 2] as number) - x0) * ((points[i + 1] as number) - y0)
  return twice === 0
}
