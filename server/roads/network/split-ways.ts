import type { CollectedWays } from './collect-ways.ts'
import { GrowingArray } from './growing-array.ts'
import { metresBetween } from './measure.ts'
import type { NodeTable } from './node-table.ts'
import type { RoadNetwork } from './road-network.ts'

const NONE = 0xffffffff

export interface SplitWays {
  /** Without what only the ways' tags say. */
  readonly network: Omit<RoadNetwork, 'round'>
  readonly waySegments: Uint32Array
  /** Vertex of each node, or {@link NONE}. */
  readonly vertexOf: (node: number) => number | undefined
  readonly vertexTags: Uint32Array
}

/**
 * Splits ways into segments where they meet, end, cross themselves, or pass a node that matters (`isMarked`). Where nodes
 * are missing, as at the edge of a clipped file, a way ends and begins again after the gap.
 */
export function splitWays(
  ways: CollectedWays,
  nodes: NodeTable,
  isMarked: (node: number) => boolean,
): SplitWays {
  const uses = countUses(ways, nodes)
  const segments = new SegmentWriter(nodes)
  const waySegments = new Uint32Array(ways.tags.length + 1)
  for (let way = 0; way < ways.tags.length; way++) {
    const end = ways.first[way + 1] as number
    for (let i = ways.first[way] as number; i < end; i++) {
      const node = nodes.find(ways.refs[i] as number)
      if (nodes.isMissing(node)) segments.close(ways.name[way] as number)
      else segments.extend(node, ways.name[way] as number, uses[node] === 2 || isMarked(node))
    }
    segments.close(ways.name[way] as number)
    waySegments[way + 1] = segments.count
  }
  return { ...segments.finish(ways.names), waySegments }
}

/** 1 = passed by one way, once; 2 = more often, or an end. */
function countUses(ways: CollectedWays, nodes: NodeTable): Uint8Array {
  const uses = new Uint8Array(nodes.count)
  for (let way = 0; way < ways.tags.length; way++) {
    const begin = ways.first[way] as number
    const last = (ways.first[way + 1] as number) - 1
    for (let i = begin; i <= last; i++) {
      const node = nodes.find(ways.refs[i] as number)
      uses[node] = uses[node] === 0 && i > begin && i < last ? 1 : 2
    }
  }
  return uses
}

/** Takes the nodes of a way one after another and writes a segment at each vertex. */
class SegmentWriter {
  private readonly nodes: NodeTable
  private readonly run: number[] = []
  private readonly vertex: Uint32Array
  private readonly vertexTags = new GrowingArray(Uint32Array)
  private readonly from = new GrowingArray(Uint32Array)
  private readonly to = new GrowingArray(Uint32Array)
  private readonly shapeFirst = new GrowingArray(Uint32Array)
  private readonly shapeLng = new GrowingArray(Int32Array)
  private readonly shapeLat = new GrowingArray(Int32Array)
  private readonly length = new GrowingArray(Uint32Array)
  private readonly name = new GrowingArray(Uint32Array)

  constructor(nodes: NodeTable) {
    this.nodes = nodes
    this.vertex = new Uint32Array(nodes.count).fill(NONE)
  }

  get count(): number {
    return this.from.length
  }

  extend(node: number, name: number, isVertex: boolean): void {
    this.run.push(node)
    if (!isVertex || this.run.length === 1) return
    this.write(name)
    this.run.length = 0
    this.run.push(node)
  }

  close(name: number): void {
    if (this.run.length > 1) this.write(name)
    this.run.length = 0
  }

  finish(names: readonly string[]): Omit<SplitWays, 'waySegments'> {
    const { vertex } = this
    this.shapeFirst.push(this.shapeLng.length)
    return {
      network: {
        from: this.from.finish(),
        to: this.to.finish(),
        shapeFirst: this.shapeFirst.finish(),
        shapeLng: this.shapeLng.finish(),
        shapeLat: this.shapeLat.finish(),
        length: this.length.finish(),
        name: this.name.finish(),
        names,
      },
      vertexTags: this.vertexTags.finish(),
      vertexOf: (node) => (vertex[node] === NONE ? undefined : vertex[node]),
    }
  }

  private write(name: number): void {
    const { nodes, run } = this
    const [first, last] = [run[0] as number, run[run.length - 1] as number]
    const metres = this.measureRun()
    // A loop of no length leads nowhere.
    if (first === last && metres === 0) return
    this.shapeFirst.push(this.shapeLng.length)
    for (const node of run) {
      this.shapeLng.push(nodes.lng[node] as number)
      this.shapeLat.push(nodes.lat[node] as number)
    }
    this.from.push(this.vertexAt(first))
    this.to.push(this.vertexAt(last))
    this.length.push(Math.round(metres * 100))
    this.name.push(name)
  }

  private measureRun(): number {
    const { run } = this
    const { lng, lat } = this.nodes
    let metres = 0
    for (let i = 1; i < run.length; i++) {
      const [a, b] = [run[i - 1] as number, run[i] as number]
      metres += metresBetween(
        lng[a] as number,
        lat[a] as number,
        lng[b] as number,
        lat[b] as number,
      )
    }
    return metres
  }

  private vertexAt(node: number): number {
    if (this.vertex[node] === NONE) {
      this.vertex[node] = this.vertexTags.length
      this.vertexTags.push(this.nodes.tags[node] as number)
    }
    return this.vertex[node] as number
  }
}
