/** A line or ring in tile units: x, y, x, y, … A ring repeats its first point as its last. */
export type Flat = readonly number[]

/** 0 cuts along x, 1 along y. */
export type Axis = 0 | 1

/** The pieces of a line between two values of an axis. */
export function clipLine(line: Flat, axis: Axis, low: number, high: number): number[][] {
  const pieces: number[][] = []
  let piece: number[] = []
  const finish = () => {
    if (piece.length >= 4) pieces.push(piece)
    piece = []
  }
  for (let i = 2; i < line.length; i += 2) {
    const a = line[i - 2 + axis] as number
    const b = line[i + axis] as number
    if (Math.max(a, b) < low || Math.min(a, b) > high) {
      finish()
      continue
    }
    if (piece.length === 0) pushBounded(piece, line, i, i - 2, axis, low, high)
    pushBounded(piece, line, i, i, axis, low, high)
    if (b < low || b > high) finish()
  }
  finish()
  return pieces
}

/** The part of a ring between two values of an axis (Sutherland–Hodgman): closed, or empty. */
export function clipRing(ring: Flat, axis: Axis, low: number, high: number): number[] {
  return clipHalf(clipHalf(ring, axis, low, 1), axis, high, -1)
}

/** @param sign 1 keeps what is above the limit, -1 what is below */
function clipHalf(ring: Flat, axis: Axis, limit: number, sign: 1 | -1): number[] {
  const kept: number[] = []
  for (let i = 2; i < ring.length; i += 2) {
    const a = sign * ((ring[i - 2 + axis] as number) - limit)
    const b = sign * ((ring[i + axis] as number) - limit)
    if (a >= 0) kept.push(ring[i - 2] as number, ring[i - 1] as number)
    if (a > 0 !== b > 0 && a !== 0 && b !== 0) pushAt(kept, ring, i, axis, limit)
  }
  if (kept.length < 6) return []
  kept.push(kept[0] as number, kept[1] as number)
  return kept
}

/** Adds the point at `at`, an end of the segment that ends at `i`, or where the segment leaves the bounds before it. */
function pushBounded(
  into: number[],
  line: Flat,
  i: number,
  at: number,
  axis: Axis,
  low: number,
  high: number,
): void {
  const value = line[at + axis] as number
  if (value < low) pushAt(into, line, i, axis, low)
  else if (value > high) pushAt(into, line, i, axis, high)
  else into.push(line[at] as number, line[at + 1] as number)
}

/** Adds the point of the segment that ends at `i`, and crosses that value of the axis, where it does. */
function pushAt(into: number[], line: Flat, i: number, axis: Axis, value: number): void {
  const other = axis === 0 ? 1 : 0
  const a = line[i - 2 + axis] as number
  const b = line[i + axis] as number
  const from = line[i - 2 + other] as number
  const to = line[i + other] as number
  const across = from + ((value - a) / (b - a)) * (to - from)
  if (axis === 0) into.push(value, across)
  else into.push(across, value)
}
