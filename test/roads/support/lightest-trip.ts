import type { Edge, Seed } from './make-graph.ts'

/** The weight of the lightest trip, and every pair `duration,distance` that a trip of this weight has. */
export interface LightestTrip {
  readonly weight: number
  readonly sums: ReadonlySet<string>
}

interface Label {
  weight: number
  sums: Map<string, { duration: number; distance: number }>
}

/**
 * What the lightest trip from any of the sources to any of the targets costs, in the plainest way and sharing no code with
 * what is tested. A trip without an edge counts when it weighs ≥ 0.
 */
export function findLightestTrip(
  edges: readonly Edge[],
  sources: readonly Seed[],
  targets: readonly Seed[],
): LightestTrip | undefined {
  const trips: Label[] = []
  for (const source of sources) {
    const labels = labelNodes(edges, source.node)
    for (const target of targets) {
      if (source.node === target.node && source.weight + target.weight >= 0) {
        trips.push(extend({ weight: 0, sums: new Map([['', NOTHING]]) }, source, target))
      }
      const label = labels.get(target.node)
      if (label) trips.push(extend(label, source, target))
    }
  }
  const weight = Math.min(...trips.map((trip) => trip.weight))
  const lightest = trips.filter((trip) => trip.weight === weight)
  if (lightest.length === 0) return undefined
  return { weight, sums: new Set(lightest.flatMap((trip) => [...trip.sums.keys()])) }
}

const NOTHING = { weight: 0, duration: 0, distance: 0 }

function extend(label: Label, ...parts: readonly Omit<Seed, 'node'>[]): Label {
  const sums: Label['sums'] = new Map()
  for (const sum of label.sums.values()) {
    const duration = parts.reduce((total, part) => total + part.duration, sum.duration)
    const distance = parts.reduce((total, part) => total + part.distance, sum.distance)
    sums.set(`${duration},${distance}`, { duration, distance })
  }
  return { weight: parts.reduce((total, part) => total + part.weight, label.weight), sums }
}

/** Of every node that is reached from one by at least one edge: repeated relaxing, until nothing changes. */
function labelNodes(edges: readonly Edge[], from: number): Map<number, Label> {
  const labels = new Map<number, Label>()
  const start: Label = { weight: 0, sums: new Map([['', NOTHING]]) }
  for (let isChanged = true; isChanged;) {
    isChanged = false
    for (const edge of edges) {
      const before = labels.get(edge.tail)
      if (before) isChanged = merge(labels, edge.head, extend(before, edge)) || isChanged
      if (edge.tail === from) isChanged = merge(labels, edge.head, extend(start, edge)) || isChanged
    }
  }
  return labels
}

function merge(labels: Map<number, Label>, node: number, label: Label): boolean {
  const known = labels.get(node)
  if (!known || label.weight < known.weight) {
    labels.set(node, label)
    return true
  }
  if (label.weight > known.weight) return false
  const { size } = known.sums
  for (const [key, sum] of label.sums) known.sums.set(key, sum)
  return known.sums.size > size
}
