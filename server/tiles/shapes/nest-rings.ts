import type { Places } from './places.ts'

interface Ring {
  readonly nodes: number[]
  /** Absolute, in square world units. */
  readonly area: number
  readonly box: readonly [number, number, number, number]
  depth: number
  parent: Ring | undefined
}

/**
 * Rings of an area in drawing order: each outer one clockwise on the screen, followed by its holes the other way round.
 * What is outer and what inner is told by which lies in which, not by roles, which are often wrong. Flat rings vanish.
 * @param onlyHoles rings that are left out where no other ring is around them
 */
export function nestRings(
  rings: readonly number[][],
  places: Places,
  onlyHoles: ReadonlySet<readonly number[]> = new Set(),
): number[][] {
  const measured = rings
    .map((nodes) => measure(nodes, places))
    .filter(({ area }) => area > 0)
    .toSorted((a, b) => b.area - a.area)
  measured.forEach((ring, index) => {
    if (measured.length > 1) ring.parent = findParent(ring, measured, index, places)
    ring.depth = ring.parent ? ring.parent.depth + 1 : 0
  })
  const isHole = (ring: Ring) => ring.depth % 2 === 1
  const holes = new Map<Ring, Ring[]>()
  for (const ring of measured)
    if (ring.parent && isHole(ring))
      holes.set(ring.parent, [...(holes.get(ring.parent) ?? []), ring])
  return measured
    .filter((ring) => !isHole(ring) && (ring.parent || !onlyHoles.has(ring.nodes)))
    .flatMap((outer) => [
      turned(outer.nodes, places, 1),
      ...(holes.get(outer) ?? []).map(({ nodes }) => turned(nodes, places, -1)),
    ])
}

function measure(nodes: number[], places: Places): Ring {
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const node of nodes) {
    const x = places.xs.at(node)
    const y = places.ys.at(node)
    west = Math.min(west, x)
    east = Math.max(east, x)
    north = Math.min(north, y)
    south = Math.max(south, y)
  }
  const area = Math.abs(signedArea(nodes, places))
  return { nodes, area, box: [west, north, east, south], depth: 0, parent: undefined }
}

/** The smallest larger ring around it. */
function findParent(ring: Ring, rings: readonly Ring[], index: number, places: Places) {
  for (let i = index - 1; i >= 0; i -= 1) {
    const other = rings[i] as Ring
    if (encloses(other.box, ring.box) && liesWithin(ring, other, places)) return other
  }
  return undefined
}

function encloses(outer: Ring['box'], inner: Ring['box']): boolean {
  return (
    outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3]
  )
}

/** Rings do not cross, so one vertex that they do not share decides; with all shared, the smaller lies within. */
function liesWithin(ring: Ring, other: Ring, places: Places): boolean {
  const shared = new Set(other.nodes)
  const own = ring.nodes.find((node) => !shared.has(node))
  return own === undefined || isInside(places.xs.at(own), places.ys.at(own), other.nodes, places)
}

/** Whether a place lies inside a ring, by the number of its edges to the east (even–odd rule). */
export function isInside(
  x: number,
  y: number,
  nodes: ArrayLike<number>,
  { xs, ys }: Places,
): boolean {
  let inside = false
  for (let i = 1; i < nodes.length; i += 1) {
    const ax = xs.at(nodes[i - 1] as number)
    const ay = ys.at(nodes[i - 1] as number)
    const bx = xs.at(nodes[i] as number)
    const by = ys.at(nodes[i] as number)
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside
  }
  return inside
}

/** Positive when it runs clockwise on the screen (y grows to the south). Square world units. */
export function signedArea(nodes: ArrayLike<number>, { xs, ys }: Places): number {
  const x0 = xs.at(nodes[0] as number)
  const y0 = ys.at(nodes[0] as number)
  let twice = 0
  for (let i = 1; i < nodes.length; i += 1) {
    const ax = xs.at(nodes[i - 1] as number) - x0
    const ay = ys.at(nodes[i - 1] as number) - y0
    twice += ax * (ys.at(nodes[i] as number) - y0) - (xs.at(nodes[i] as number) - x0) * ay
  }
  return twice / 2
}

function turned(nodes: number[], places: Places, sign: 1 | -1): number[] {
  return signedArea(nodes, places) * sign > 0 ? nodes : nodes.toReversed()
}
