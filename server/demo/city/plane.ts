/** Plane geometry in metres: x east, y north of the city's origin. Rings are open: first ≠ last. */
export type Point = readonly [number, number]
export type Ring = readonly Point[]

/** The origin of the plane, far out in the Pacific where there is no land. */
export const origin: Point = [165, 22]
const metresPerDegreeLat = 110_738
const metresPerDegreeLng = 103_264

/** Degrees with six decimals (about 0.1 m), so that shared vertices stay shared. */
export function toLngLat([x, y]: Point): [number, number] {
  return [
    Math.round((origin[0] + x / metresPerDegreeLng) * 1e6) / 1e6,
    Math.round((origin[1] + y / metresPerDegreeLat) * 1e6) / 1e6,
  ]
}

/** The element, or an error: an index outside an array is a defect of the generator. */
export function at<T>(values: ArrayLike<T>, index: number): T {
  const value = values[index < 0 ? values.length + index : index]
  if (value === undefined) throw new RangeError(`no element ${String(index)}`)
  return value
}

export const plus = (a: Point, b: Point): Point => [a[0] + b[0], a[1] + b[1]]
export const minus = (a: Point, b: Point): Point => [a[0] - b[0], a[1] - b[1]]
export const scaled = (a: Point, factor: number): Point => [a[0] * factor, a[1] * factor]
export const cross = (a: Point, b: Point): number => a[0] * b[1] - a[1] * b[0]
export const dot = (a: Point, b: Point): number => a[0] * b[0] + a[1] * b[1]
export const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1])
export const heading = (angle: number): Point => [Math.cos(angle), Math.sin(angle)]
export const mix = (a: Point, b: Point, t: number): Point => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
]

export function unit(a: Point): Point {
  const length = Math.hypot(a[0], a[1])
  return length === 0 ? [1, 0] : [a[0] / length, a[1] / length]
}

/** A quarter turn to the left. */
export const leftOf = (a: Point): Point => [-a[1], a[0]]

/** Signed area in m², positive when counter-clockwise. */
export function ringArea(ring: Ring): number {
  let twice = 0
  for (let i = 0; i < ring.length; i++) twice += cross(at(ring, i - 1), at(ring, i))
  return twice / 2
}

export function ringCentroid(ring: Ring): Point {
  const base = at(ring, 0)
  let x = 0
  let y = 0
  let twice = 0
  for (let i = 0; i < ring.length; i++) {
    const a = minus(at(ring, i - 1), base)
    const b = minus(at(ring, i), base)
    const weight = cross(a, b)
    x += (a[0] + b[0]) * weight
    y += (a[1] + b[1]) * weight
    twice += weight
  }
  return [base[0] + x / (3 * twice), base[1] + y / (3 * twice)]
}

export function ringContains(ring: Ring, [x, y]: Point): boolean {
  let inside = false
  for (let i = 0; i < ring.length; i++) {
    const a = at(ring, i - 1)
    const b = at(ring, i)
    if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) {
      inside = !inside
    }
  }
  return inside
}

export function distanceToSegment(p: Point, a: Point, b: Point): number {
  const along = minus(b, a)
  const square = dot(along, along)
  const t = square === 0 ? 0 : Math.min(1, Math.max(0, dot(minus(p, a), along) / square))
  return distance(p, mix(a, b, t))
}

export function distanceToLine(p: Point, line: readonly Point[], closed = false): number {
  let nearest = Infinity
  for (let i = closed ? 0 : 1; i < line.length; i++) {
    nearest = Math.min(nearest, distanceToSegment(p, at(line, i - 1), at(line, i)))
  }
  return nearest
}

/** Where a→b meets c→d, as the shares of both; undefined when parallel. */
export function meet(a: Point, b: Point, c: Point, d: Point): [number, number] | undefined {
  const u = minus(b, a)
  const v = minus(d, c)
  const bottom = cross(u, v)
  if (Math.abs(bottom) < 1e-9) return undefined
  const between = minus(c, a)
  return [cross(between, v) / bottom, cross(between, u) / bottom]
}

/** Douglas–Peucker: the points needed to stay within `tolerance` metres. */
export function simplifyLine(line: readonly Point[], tolerance: number): Point[] {
  const first = at(line, 0)
  const last = at(line, -1)
  let worst = 0
  let split = 0
  for (let i = 1; i < line.length - 1; i++) {
    const off = distanceToSegment(at(line, i), first, last)
    if (off > worst) [worst, split] = [off, i]
  }
  if (worst <= tolerance) return [first, last]
  const head = simplifyLine(line.slice(0, split + 1), tolerance)
  return [...head.slice(0, -1), ...simplifyLine(line.slice(split), tolerance)]
}

/** A Catmull–Rom curve through the points, sampled about every `step` metres. */
export function curveThrough(points: readonly Point[], step: number, closed = false): Point[] {
  const result: Point[] = []
  const spans = closed ? points.length : points.length - 1
  const point = (i: number): Point =>
    closed
      ? at(points, (i + points.length) % points.length)
      : at(points, Math.min(points.length - 1, Math.max(0, i)))
  for (let span = 0; span < spans; span++) {
    const [p, a, b, q] = [point(span - 1), point(span), point(span + 1), point(span + 2)]
    const pieces = Math.max(1, Math.round(distance(a, b) / step))
    for (let piece = 0; piece < pieces; piece++) {
      const t = piece / pieces
      const blend = (i: 0 | 1): number =>
        0.5 *
        (2 * a[i] +
          (b[i] - p[i]) * t +
          (2 * p[i] - 5 * a[i] + 4 * b[i] - q[i]) * t * t +
          (3 * a[i] - p[i] - 3 * b[i] + q[i]) * t * t * t)
      result.push([blend(0), blend(1)])
    }
  }
  if (!closed) result.push(at(points, -1))
  return result
}

/** The line moved sideways, to the left by `offset(share)` metres at each vertex. */
export function offsetLine(
  line: readonly Point[],
  offset: (share: number) => number,
  closed = false,
): Point[] {
  return line.map((point, i) => {
    const before = closed ? at(line, i - 1) : at(line, Math.max(0, i - 1))
    const after = closed
      ? at(line, (i + 1) % line.length)
      : at(line, Math.min(line.length - 1, i + 1))
    return plus(point, scaled(leftOf(unit(minus(after, before))), offset(i / (line.length - 1))))
  })
}
