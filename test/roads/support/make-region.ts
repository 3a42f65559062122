import type { WeightedGraph } from '../../../server/roads/hierarchy/weighted-graph.ts'
import { Random } from '../../../server/demo/city/random.ts'

/** Metres between neighbouring junctions before they are moved about. */
const SPACING = 100
/** Every so many lines one is of this class; the coarsest that fits counts. About 2.3 arcs a junction, like Heidelberg. */
const classes = [
  { every: 72, kmh: 95, missing: 0, oneWay: 0 },
  { every: 24, kmh: 60, missing: 0.02, oneWay: 0 },
  { every: 6, kmh: 45, missing: 0.06, oneWay: 0.05 },
  { every: 1, kmh: 26, missing: 0.46, oneWay: 0.2 },
] as const
const plain = { kmh: 40, missing: 0.05, oneWay: 0.1 }
const diagonal = { every: 60, kmh: 70, missing: 0, oneWay: 0 }
const WALKING_KMH = 4.7
/** Of the sharpest turn, and of going back from a dead end. */
const TURN_MS = 6000
const DEAD_END_MS = 15_000

export interface RegionOptions {
  /** Junctions in each direction. */
  readonly size: number
  readonly seed?: number
  /** All streets alike, hardly a gap and no diagonals: the worst case for a hierarchy. */
  readonly isUniform?: boolean
  /** All streets at one speed both ways; turns cost nothing, and one may turn round anywhere. */
  readonly onFoot?: boolean
}

/** Streets in one direction, from a junction to another. */
interface Arc {
  readonly from: number
  readonly to: number
  readonly weight: number
  readonly distance: number
  readonly bearing: number
}

/**
 * A synthetic region as an edge-based graph: nodes are arcs, edges are turns with the arc they lead into. A bent grid of
 * streets with gaps and one-way streets, main roads on some lines and on diagonals, back only from dead ends.
 */
export function makeRegion(options: RegionOptions): WeightedGraph {
  const arcs = drawArcs(options)
  const out: number[][] = Array.from({ length: options.size ** 2 }, () => [])
  arcs.forEach(({ from }, arc) => out[from]?.push(arc))
  return joinArcs(arcs, out, options.onFoot ?? false)
}

function drawArcs({ size, seed = 1, isUniform = false, onFoot = false }: RegionOptions): Arc[] {
  const random = new Random(seed)
  const bend = () => (random.next() - 0.5) * 0.5
  const places = Array.from({ length: size ** 2 }, (_, i) => ({
    x: ((i % size) + bend()) * SPACING,
    y: (Math.floor(i / size) + bend()) * SPACING,
  }))
  const arcs: Arc[] = []
  const drawArc = (from: number, to: number, kmh: number) => {
    const a = places[from] ?? { x: 0, y: 0 }
    const b = places[to] ?? { x: 0, y: 0 }
    const metres = Math.hypot(b.x - a.x, b.y - a.y)
    const bearing = Math.atan2(b.y - a.y, b.x - a.x)
    const weight = Math.max(1, Math.round((metres / (onFoot ? WALKING_KMH : kmh)) * 3600))
    arcs.push({ from, to, weight, distance: Math.round(metres * 100), bearing })
  }
  const drawStreet = (from: number, to: number, road: Omit<typeof diagonal, 'every'>) => {
    if (random.chance(road.missing)) return
    const isOneWay = !onFoot && random.chance(road.oneWay)
    const isTurned = isOneWay && random.chance(0.5)
    if (!isTurned) drawArc(from, to, road.kmh)
    if (!isOneWay || isTurned) drawArc(to, from, road.kmh)
  }
  const classOf = (line: number) =>
    isUniform ? plain : (classes.find(({ every }) => line % every === 0) ?? plain)
  const drawDiagonals = (x: number, y: number) => {
    const here = y * size + x
    if ((x - y) % diagonal.every === 0) drawStreet(here, here + size + 1, diagonal)
    if ((x + y) % diagonal.every === 0) drawStreet(here + 1, here + size, diagonal)
  }
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const here = y * size + x
      if (x + 1 < size) drawStreet(here, here + 1, classOf(y))
      if (y + 1 < size) drawStreet(here, here + size, classOf(x))
      if (!isUniform && x + 1 < size && y + 1 < size) drawDiagonals(x, y)
    }
  }
  return arcs
}

function joinArcs(arcs: readonly Arc[], out: readonly number[][], onFoot: boolean): WeightedGraph {
  const first = new Uint32Array(arcs.length + 1)
  const head: number[] = []
  const weight: number[] = []
  const distance: number[] = []
  arcs.forEach((arc, node) => {
    const exits = out[arc.to] ?? []
    const ahead = onFoot ? exits : exits.filter((exit) => arcs[exit]?.to !== arc.from)
    for (const exit of ahead.length > 0 ? ahead : exits) {
      const into = arcs[exit] ?? arc
      head.push(exit)
      weight.push(into.weight + (onFoot ? 0 : turnCost(arc, into)))
      distance.push(into.distance)
    }
    first[node + 1] = head.length
  })
  return {
    first,
    head: Uint32Array.from(head),
    weight: Int32Array.from(weight),
    duration: Int32Array.from(weight),
    distance: Int32Array.from(distance),
  }
}

/** None straight on, most of it from a right angle on. */
function turnCost(from: Arc, into: Arc): number {
  if (into.to === from.from) return DEAD_END_MS
  const turned = Math.abs(from.bearing - into.bearing)
  const degrees = (Math.min(turned, 2 * Math.PI - turned) * 180) / Math.PI
  return Math.round(TURN_MS / (1 + Math.exp((65 - degrees) / 13)))
}
