import { growingFloats, growingIndexes } from '../shapes/growing.ts'
import { MISSING, type Places } from '../shapes/places.ts'

/** The file's ways by number, in its order: first as node ids, then as indexes of places. */
export class Ways {
  private readonly ids = growingFloats()
  private readonly starts = growingIndexes()
  private refs = growingFloats()
  private nodes = new Uint32Array()

  constructor() {
    this.starts.push(0)
  }

  get count(): number {
    return this.ids.length
  }

  /** @returns the number of the way */
  add(id: number, refs: Float64Array): number {
    const from = this.refs.length
    this.refs.reserve(from + refs.length)
    this.refs.array.set(refs, from)
    this.refs.length = from + refs.length
    this.ids.push(id)
    this.starts.push(this.refs.length)
    return this.count - 1
  }

  /** Numbers of the ways with these ids; a way of the file may be missing. */
  numbersOf(ids: ReadonlySet<number>): Map<number, number> {
    const numbers = new Map<number, number>()
    for (let number = 0; number < this.count; number += 1) {
      const id = this.ids.at(number)
      if (ids.has(id)) numbers.set(id, number)
    }
    return numbers
  }

  /** Node ids of the ways marked, way after way. */
  refsOf(needed: Uint8Array): Float64Array {
    let length = 0
    const refs = new Float64Array(this.refs.length)
    for (let number = 0; number < this.count; number += 1) {
      if (!needed[number]) continue
      const way = this.refs.array.subarray(this.starts.at(number), this.starts.at(number + 1))
      refs.set(way, length)
      length += way.length
    }
    return refs.slice(0, length)
  }

  /** Turns node ids into places; the ids are forgotten. */
  locate(places: Places): void {
    this.nodes = new Uint32Array(this.refs.length)
    for (let i = 0; i < this.nodes.length; i += 1) this.nodes[i] = places.indexOf(this.refs.at(i))
    this.refs = growingFloats()
  }

  /** Places along a way, MISSING for nodes that the file does not have. */
  nodesOf(number: number): Uint32Array {
    return this.nodes.subarray(this.starts.at(number), this.starts.at(number + 1))
  }

  /** The stretches of a way whose nodes are all there. */
  linesOf(number: number): Uint32Array[] {
    const nodes = this.nodesOf(number)
    if (!nodes.includes(MISSING)) return nodes.length >= 2 ? [nodes] : []
    const lines: Uint32Array[] = []
    let from = 0
    for (let i = 0; i <= nodes.length; i += 1) {
      if (i < nodes.length && nodes[i] !== MISSING) continue
      if (i - from >= 2) lines.push(nodes.subarray(from, i))
      from = i + 1
    }
    return lines
  }

  /** The way as a ring; undefined when it is not closed or not all there. */
  ringOf(number: number): Uint32Array | undefined {
    const nodes = this.nodesOf(number)
    const closed = nodes.length >= 4 && nodes[0] === nodes[nodes.length - 1]
    return closed && !nodes.includes(MISSING) ? nodes : undefined
  }
}
