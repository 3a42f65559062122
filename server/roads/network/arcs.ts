import type { RoadNetwork } from './road-network.ts'

/** An arc is a segment in one direction: 2 × segment forward, 2 × segment + 1 backward. */
export const reverseOf = (arc: number) => arc ^ 1

export const tailOf = ({ from, to }: RoadNetwork, arc: number) =>
  (arc & 1 ? to : from)[arc >> 1] as number

export const headOf = ({ from, to }: RoadNetwork, arc: number) =>
  (arc & 1 ? from : to)[arc >> 1] as number

/** Arcs that leave each vertex: those of vertex v are `arc[first[v]]` up to, not including, `arc[first[v + 1]]`. */
export interface ArcsOut {
  readonly first: Uint32Array
  readonly arc: Uint32Array
}

/** @param isOpen 0 for arcs to leave out */
export function findArcsOut(network: RoadNetwork, vertices: number, isOpen: Int32Array): ArcsOut {
  const first = new Uint32Array(vertices + 2)
  for (let arc = 0; arc < isOpen.length; arc++) {
    const slot = tailOf(network, arc) + 2
    if (isOpen[arc]) first[slot] = (first[slot] as number) + 1
  }
  for (let v = 2; v < first.length; v++) first[v] = (first[v] as number) + (first[v - 1] as number)
  const arcs = new Uint32Array(first[vertices + 1] as number)
  for (let arc = 0; arc < isOpen.length; arc++) {
    if (!isOpen[arc]) continue
    const vertex = tailOf(network, arc) + 1
    const slot = first[vertex] as number
    arcs[slot] = arc
    first[vertex] = slot + 1
  }
  return { first: first.subarray(0, vertices + 1), arc: arcs }
}
