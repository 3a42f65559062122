import { at, type Point } from './plane.ts'

export type StreetKind = 'trunk' | 'primary' | 'secondary' | 'tertiary' | 'residential' | 'footway'
/** `rib` edges are seen by nobody: they only divide water between areas. */
export type EdgeKind = StreetKind | 'coast' | 'bank' | 'rib'

export const isStreet = (kind: EdgeKind): kind is StreetKind =>
  kind !== 'coast' && kind !== 'bank' && kind !== 'rib'

/**
 * A planar subdivision as half-edges (Muller and Preparata's DCEL). Half-edges come in pairs: the
 * twin of `h` is `h ^ 1`. A face lies to the left of its half-edges; face 0 is the open sea. What is
 * cut here stays watertight: neighbours always share their vertices.
 */
export class PlanarMap {
  readonly nodes: Point[] = []
  readonly origin: number[] = []
  readonly next: number[] = []
  readonly previous: number[] = []
  readonly face: number[] = []
  /** By edge, that is by `h >> 1`. */
  readonly kind: EdgeKind[] = []
  /** One half-edge of each face. */
  readonly faceEdge: number[] = []

  addNode(point: Point): number {
    return this.nodes.push(point) - 1
  }

  /** A pair of half-edges, not yet linked; returns the one from `from` to `to`. */
  addEdge(from: number, to: number, kind: EdgeKind): number {
    const half = this.origin.push(from, to) - 2
    this.next.push(-1, -1)
    this.previous.push(-1, -1)
    this.face.push(-1, -1)
    this.kind.push(kind)
    return half
  }

  link(half: number, next: number): void {
    this.next[half] = next
    this.previous[next] = half
  }

  kindOf(half: number): EdgeKind {
    return at(this.kind, half >> 1)
  }

  start(half: number): Point {
    return at(this.nodes, at(this.origin, half))
  }

  end(half: number): Point {
    return at(this.nodes, at(this.origin, half ^ 1))
  }

  halfEdgesOf(face: number): number[] {
    return this.loopFrom(at(this.faceEdge, face))
  }

  ringOf(face: number): Point[] {
    return this.halfEdgesOf(face).map((half) => this.start(half))
  }

  /** Walks each loop of linked half-edges once and gives it a face; `isOutside` finds the sea. */
  buildFaces(isOutside: (ring: Point[]) => boolean): void {
    this.faceEdge.push(-1)
    for (let half = 0; half < this.origin.length; half++) {
      if (this.face[half] !== -1) continue
      const loop = this.loopFrom(half)
      const outside = isOutside(loop.map((each) => this.start(each)))
      if (outside && this.faceEdge[0] !== -1) throw new Error('the street plan is in two parts')
      const face = outside ? 0 : this.faceEdge.push(half) - 1
      if (outside) this.faceEdge[0] = half
      for (const each of loop) this.face[each] = face
    }
  }

  /** Puts a vertex on an edge; returns the half-edge that now starts there, on the same side. */
  splitEdge(half: number, point: Point): number {
    const twin = half ^ 1
    const node = this.addNode(point)
    const rest = this.addEdge(node, at(this.origin, twin), this.kindOf(half))
    const restTwin = rest ^ 1
    this.link(rest, at(this.next, half))
    this.link(half, rest)
    this.link(at(this.previous, twin), restTwin)
    this.link(restTwin, twin)
    this.origin[twin] = node
    this.face[rest] = at(this.face, half)
    this.face[restTwin] = at(this.face, twin)
    return rest
  }

  /**
   * Cuts a face by a line from the start of `from` to the start of `to`, both half-edges of it.
   * Returns the new face, to the right of the line; the left one keeps its number.
   */
  splitFace(from: number, to: number, between: readonly Point[], kind: EdgeKind): number {
    const beforeFrom = at(this.previous, from)
    const beforeTo = at(this.previous, to)
    const oldFace = at(this.face, from)
    const stops = [...between.map((point) => this.addNode(point)), at(this.origin, to)]
    let node = at(this.origin, from)
    let ahead = beforeFrom
    let back = from
    for (const stop of stops) {
      const half = this.addEdge(node, stop, kind)
      this.link(ahead, half)
      this.link(half ^ 1, back)
      ahead = half
      back = half ^ 1
      node = stop
    }
    this.link(ahead, to)
    this.link(beforeTo, back)
    const newFace = this.faceEdge.push(back) - 1
    this.faceEdge[oldFace] = ahead
    for (const half of this.loopFrom(ahead)) this.face[half] = oldFace
    for (const half of this.loopFrom(back)) this.face[half] = newFace
    return newFace
  }

  /** The border of a set of faces: outer rings counter-clockwise, holes clockwise. */
  borderOf(faces: ReadonlySet<number>): Point[][] {
    const isBorder = (half: number): boolean => !faces.has(at(this.face, half ^ 1))
    const seen = new Set<number>()
    const rings: Point[][] = []
    for (const face of faces) {
      for (const first of this.halfEdgesOf(face)) {
        if (seen.has(first) || !isBorder(first)) continue
        const ring: Point[] = []
        let half = first
        do {
          seen.add(half)
          ring.push(this.start(half))
          half = at(this.next, half)
          while (!isBorder(half)) half = at(this.next, half ^ 1)
        } while (half !== first)
        rings.push(ring)
      }
    }
    return rings
  }

  private loopFrom(first: number): number[] {
    const loop: number[] = []
    let half = first
    do {
      loop.push(half)
      half = at(this.next, half)
    } while (half !== first)
    return loop
  }
}
