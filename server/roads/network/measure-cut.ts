import type { ArcPaces } from './pace-arcs.ts'
import type { ProfileGraph, RoadNetwork } from './road-network.ts'

export interface Cut {
  /** Connected groups of streets that are left out. */
  readonly parts: number
  readonly kilometres: number
}

/** What of a profile's streets is not in its graph in either direction. */
export function measureCut(
  network: RoadNetwork,
  vertices: number,
  paces: ArcPaces,
  { nodeFirst }: ProfileGraph,
): Cut {
  const groups = new Groups(vertices)
  let centimetres = 0
  for (let segment = 0; segment < network.length.length; segment++) {
    const arc = 2 * segment
    const isTravelled = paces.duration[arc] || paces.duration[arc + 1]
    if (!isTravelled || nodeFirst[arc] !== nodeFirst[arc + 2]) continue
    centimetres += network.length[segment] as number
    groups.join(network.from[segment] as number, network.to[segment] as number)
  }
  return { parts: groups.count, kilometres: Math.round(centimetres / 100) / 1000 }
}

/** Disjoint sets of vertices. */
class Groups {
  /** Groups of vertices named so far. */
  count = 0
  /** One more than the vertex above, up to the one that stands for its group; 0 = not named yet. */
  private readonly above: Uint32Array

  constructor(vertices: number) {
    this.above = new Uint32Array(vertices)
  }

  join(a: number, b: number): void {
    const [rootA, rootB] = [this.rootOf(a), this.rootOf(b)]
    if (rootA === rootB) return
    this.above[rootA] = rootB + 1
    this.count--
  }

  private rootOf(vertex: number): number {
    if (!this.above[vertex]) {
      this.above[vertex] = vertex + 1
      this.count++
    }
    let at = vertex
    for (;;) {
      const up = (this.above[at] as number) - 1
      if (up === at) return at
      // Each step halves the way for the next.
      const next = this.above[up] as number
      this.above[at] = next
      at = next - 1
    }
  }
}
