import { at, meet, mix, ringArea, ringContains, type Point, type Ring } from './plane.ts'
import { PlanarMap, type EdgeKind } from './planar-map.ts'

export interface PlanLine {
  readonly kind: EdgeKind
  readonly points: readonly Point[]
  readonly closed?: boolean
}

interface Segment {
  readonly a: Point
  readonly b: Point
  readonly kind: EdgeKind
  readonly cuts: number[]
}

/** Vertices nearer than this, in metres, become one. */
const snapMetres = 6
const cellMetres = 500

/**
 * Lays lines over each other: vertices where they cross, nothing outside the coast, no loose ends.
 * Of two lines on the same stretch, the first given wins.
 */
export function overlayLines(lines: readonly PlanLine[], coast: Ring): PlanarMap {
  const segments = lines.flatMap(segmentsOf)
  cutAtCrossings(segments)
  const nodeAt = createSnapper()
  const kinds = new Map<string, { a: number; b: number; kind: EdgeKind }>()
  for (const { a, b, kind, cuts } of segments) {
    const stops = [0, ...cuts, 1].sort((s, t) => s - t).map((t) => nodeAt.find(mix(a, b, t)))
    for (let i = 1; i < stops.length; i++) {
      const [u, v] = [at(stops, i - 1), at(stops, i)]
      if (u === v) continue
      const middle = mix(at(nodeAt.points, u), at(nodeAt.points, v), 0.5)
      if (kind !== 'coast' && !ringContains(coast, middle)) continue
      const key = u < v ? `${String(u)}-${String(v)}` : `${String(v)}-${String(u)}`
      if (!kinds.has(key)) kinds.set(key, { a: u, b: v, kind })
    }
  }
  return linkEdges(nodeAt.points, withoutLooseEnds([...kinds.values()]))
}

function segmentsOf({ kind, points, closed = false }: PlanLine): Segment[] {
  const segments: Segment[] = []
  for (let i = closed ? 0 : 1; i < points.length; i++) {
    segments.push({ a: at(points, i - 1), b: at(points, i), kind, cuts: [] })
  }
  return segments
}

function cutAtCrossings(segments: readonly Segment[]): void {
  const cells = new Map<string, number[]>()
  segments.forEach(({ a, b }, index) => {
    const range = (i: 0 | 1): [number, number] => [
      Math.floor((Math.min(a[i], b[i]) - snapMetres) / cellMetres),
      Math.floor((Math.max(a[i], b[i]) + snapMetres) / cellMetres),
    ]
    const [left, right] = range(0)
    const [low, high] = range(1)
    for (let column = left; column <= right; column++) {
      for (let row = low; row <= high; row++) {
        const key = `${String(column)},${String(row)}`
        const cell = cells.get(key)
        if (cell) cell.push(index)
        else cells.set(key, [index])
      }
    }
  })
  for (const cell of cells.values()) {
    for (const [position, i] of cell.entries()) {
      for (const j of cell.slice(position + 1)) cutPair(at(segments, i), at(segments, j))
    }
  }
}

/** Cuts are found once for each shared cell; doubles vanish when the vertices are snapped. */
function cutPair(one: Segment, other: Segment): void {
  const crossing = meet(one.a, one.b, other.a, other.b)
  if (!crossing) return
  const [s, t] = crossing
  const near = (share: number): boolean => share > -1e-3 && share < 1 + 1e-3
  if (!near(s) || !near(t)) return
  one.cuts.push(Math.min(1, Math.max(0, s)))
  other.cuts.push(Math.min(1, Math.max(0, t)))
}

function createSnapper(): { points: Point[]; find: (point: Point) => number } {
  const points: Point[] = []
  const cells = new Map<string, number[]>()
  const find = (point: Point): number => {
    const column = Math.floor(point[0] / snapMetres)
    const row = Math.floor(point[1] / snapMetres)
    for (let i = column - 1; i <= column + 1; i++) {
      for (let j = row - 1; j <= row + 1; j++) {
        for (const node of cells.get(`${String(i)},${String(j)}`) ?? []) {
          const other = at(points, node)
          if (Math.hypot(other[0] - point[0], other[1] - point[1]) < snapMetres) return node
        }
      }
    }
    const key = `${String(column)},${String(row)}`
    const node = points.push(point) - 1
    cells.set(key, [...(cells.get(key) ?? []), node])
    return node
  }
  return { points, find }
}

interface PlanEdge {
  readonly a: number
  readonly b: number
  readonly kind: EdgeKind
}

function withoutLooseEnds(edges: readonly PlanEdge[]): readonly PlanEdge[] {
  const degree = new Map<number, number>()
  for (const { a, b } of edges) {
    degree.set(a, (degree.get(a) ?? 0) + 1)
    degree.set(b, (degree.get(b) ?? 0) + 1)
  }
  const kept = edges.filter(({ a, b }) => degree.get(a) !== 1 && degree.get(b) !== 1)
  return kept.length === edges.length ? kept : withoutLooseEnds(kept)
}

function linkEdges(points: readonly Point[], edges: readonly PlanEdge[]): PlanarMap {
  const map = new PlanarMap()
  const leaving = points.map((point): number[] => {
    map.addNode(point)
    return []
  })
  for (const { a, b, kind } of edges) {
    const half = map.addEdge(a, b, kind)
    at(leaving, a).push(half)
    at(leaving, b).push(half ^ 1)
  }
  const angle = (half: number): number => {
    const [from, to] = [map.start(half), map.end(half)]
    return Math.atan2(to[1] - from[1], to[0] - from[0])
  }
  for (const halves of leaving) {
    halves.sort((g, h) => angle(g) - angle(h))
    // Arriving along the twin of one, a face on the left continues with its clockwise neighbour.
    halves.forEach((half, i) => {
      map.link(half ^ 1, at(halves, i - 1))
    })
  }
  map.buildFaces((ring) => ringArea(ring) < 0)
  return map
}
