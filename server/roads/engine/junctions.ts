import type { ProfileGraph, RoadNetwork } from '../network/road-network.ts'
import type { Junction } from './road-queries.ts'
import { lineAlong } from './segment-line.ts'

/** How far from a junction a road's direction is taken: what a driver sees of it. Centimetres. */
const SIGHT = 1500

/** All arcs by the vertex they leave; made once per thread, from the whole network. */
export class Junctions {
  private readonly network: RoadNetwork
  private readonly first: Uint32Array
  private readonly arc: Uint32Array

  constructor(network: RoadNetwork) {
    const { from, to } = network
    this.network = network
    const vertices =
      1 + from.reduce((most, vertex, s) => Math.max(most, vertex, to[s] as number), 0)
    const first = new Uint32Array(vertices + 1)
    const count = (vertex: number) => (first[vertex + 1] = (first[vertex + 1] as number) + 1)
    from.forEach(count)
    to.forEach(count)
    for (let vertex = 0; vertex < vertices; vertex++)
      first[vertex + 1] = (first[vertex + 1] as number) + (first[vertex] as number)
    const next = first.slice()
    this.arc = new Uint32Array(2 * from.length)
    for (let segment = 0; segment < from.length; segment++)
      for (const [vertex, arc] of [
        [from[segment] as number, 2 * segment],
        [to[segment] as number, 2 * segment + 1],
      ] as const) {
        this.arc[next[vertex] as number] = arc
        next[vertex] = (next[vertex] as number) + 1
      }
    this.first = first
  }

  /** What a trip sees that comes in by one node of a profile's graph and leaves by the next. */
  describe(graph: ProfileGraph, before: number, after: number): Junction {
    const [inward, outward] = [graph.arcOf[before] as number, graph.arcOf[after] as number]
    const roads = this.leaving(this.startOf(outward))
      .filter((arc) => isUsed(graph, arc) || isUsed(graph, arc ^ 1))
      .map((arc) => ({ arc, bearing: this.bearingOf(arc) }))
      .sort((a, b) => a.bearing - b.bearing || a.arc - b.arc)
    const open = new Set(followers(graph, before))
    return {
      bearings: roads.map(({ bearing }) => bearing),
      entries: roads.map(({ arc }) => open.has(arc)),
      // The way it came is the same road, seen from here.
      in: roads.findIndex(({ arc }) => arc === (inward ^ 1)),
      out: roads.findIndex(({ arc }) => arc === outward),
    }
  }

  /** Degrees clockwise from north in which an arc leaves its first vertex, 0 to 359. */
  bearingOf(arc: number): number {
    const length = this.network.length[arc >> 1] as number
    const far = Math.min(SIGHT, length)
    const line =
      arc % 2 === 0
        ? lineAlong(this.network, arc >> 1, 0, far)
        : lineAlong(this.network, arc >> 1, length, length - far)
    return bearingBetween(line[0] ?? [0, 0], line.at(-1) ?? [0, 0])
  }

  private startOf(arc: number): number {
    const { from, to } = this.network
    return (arc % 2 === 0 ? from : to)[arc >> 1] as number
  }

  private leaving(vertex: number): number[] {
    return Array.from(this.arc.subarray(this.first[vertex], this.first[vertex + 1]))
  }
}

/** Degrees clockwise from north, 0 to 359. */
export function bearingBetween(
  [lngA, latA]: readonly [number, number],
  [lngB, latB]: readonly [number, number],
): number {
  const east = (lngB - lngA) * Math.cos((latA * Math.PI) / 180)
  const degrees = (Math.atan2(east, latB - latA) * 180) / Math.PI
  return Math.round(degrees + 360) % 360
}

const isUsed = ({ nodeFirst }: ProfileGraph, arc: number): boolean =>
  (nodeFirst[arc] as number) < (nodeFirst[arc + 1] as number)

function followers({ first, head, arcOf }: ProfileGraph, node: number): number[] {
  return Array.from(head.subarray(first[node], first[node + 1]), (next) => arcOf[next] as number)
}
