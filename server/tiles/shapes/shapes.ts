import { growingBytes, growingIndexes } from './growing.ts'
import type { Places } from './places.ts'
import { markZooms } from './simplify.ts'

/**
 * Geometry of everything drawn, without an object each. A shape is a run of parts (lines; or rings, each outer one
 * followed by its holes), a part a run of vertices, a vertex the index of its place. Outer rings run clockwise on the
 * screen, holes against it.
 */
export class Shapes {
  readonly places: Places
  readonly vertices = growingIndexes()
  /** The first zoom at which each vertex makes a difference. */
  readonly zooms = growingBytes()
  /** Where part i begins; it ends where the next begins. */
  readonly parts = growingIndexes()
  /** First part of shape i. */
  readonly starts = growingIndexes()

  constructor(places: Places) {
    this.places = places
    this.parts.push(0)
    this.starts.push(0)
  }

  get count(): number {
    return this.starts.length - 1
  }

  /** @returns the number of the new shape */
  add(parts: readonly ArrayLike<number>[]): number {
    for (const part of parts) this.addPart(part)
    this.starts.push(this.parts.length - 1)
    return this.count - 1
  }

  private addPart(part: ArrayLike<number>): void {
    const from = this.vertices.length
    const to = from + part.length
    this.vertices.reserve(to)
    this.vertices.array.set(part, from)
    this.vertices.length = to
    this.zooms.reserve(to)
    this.zooms.length = to
    const { places, vertices, zooms } = this
    markZooms({ places, vertices: vertices.array, zooms: zooms.array }, from, to)
    this.parts.push(to)
  }
}
