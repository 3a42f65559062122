import { splitCarriageways, type Carriageways } from './carriageways.ts'
import type { CityPlan } from './city-plan.ts'
import { chooseOneWays } from './one-ways.ts'
import type { OsmDraft, OsmTags } from './osm-draft.ts'
import { at, leftOf, minus, plus, scaled, unit, type Point } from './plane.ts'
import { isStreet, type PlanarMap, type StreetKind } from './planar-map.ts'
import { Random } from './random.ts'
import { laneTags, nameTags, streetRank, streetTags } from './street-tags.ts'
import { halfWidth, type Street } from './streets.ts'
import { forbidTurns, type DrawnWay } from './turn-rules.ts'
import { placeSignals } from './signals.ts'

/** Streets as ways that share nodes where they meet, with the rules of who may drive where. */
export function drawStreets(plan: CityPlan, draft: OsmDraft, seed: string): void {
  const { map, streets } = plan
  const ring = streets.all.find(({ kind }) => kind === 'trunk')
  if (!ring) throw new Error('the demo city has no ring road')
  const carriageways = splitCarriageways(map, ring)
  const oneWays = chooseOneWays(plan, new Random(`${seed}/one-ways`))
  const crossings = findCrossings(plan)
  const ends = new Set([...crossings, ...carriageways.sides.keys()])
  const drawn = streets.all.flatMap((street) =>
    street === ring
      ? drawRing(plan, draft, ring, carriageways)
      : piecesOf(plan, street, ends).map((halves) =>
          drawPiece(plan, draft, street, halves, carriageways, oneWays.has(street)),
        ),
  )
  const links = drawLinks(plan, draft, carriageways)
  placeSignals(plan, draft, carriageways)
  forbidTurns(
    draft,
    [...drawn, ...links],
    crossings.map((node) => draft.placeNode(carriageways.placeOf(node))),
  )
}

/** Vertices where two of the largest roads cross: turns have rules there, so ways end. */
function findCrossings({ map }: CityPlan): number[] {
  const arms = map.nodes.map(() => 0)
  map.origin.forEach((node, half) => {
    if (map.kindOf(half) === 'primary') arms[node] = at(arms, node) + 1
  })
  return arms.flatMap((count, node) => (count === 4 ? [node] : []))
}

/** A street's half-edges, parted where it becomes a bridge and where ways must end. */
function piecesOf({ map, streets }: CityPlan, street: Street, ends: Set<number>): number[][] {
  const pieces: number[][] = []
  for (const half of street.halves) {
    const piece = pieces.at(-1)
    const last = piece?.at(-1)
    const continues =
      last !== undefined &&
      streets.isBridge(last) === streets.isBridge(half) &&
      !ends.has(at(map.origin, half))
    if (piece && continues) piece.push(half)
    else pieces.push([half])
  }
  return pieces
}

function drawPiece(
  plan: CityPlan,
  draft: OsmDraft,
  street: Street,
  halves: readonly number[],
  { sides, placeOf, nearSide }: Carriageways,
  isOneWay: boolean,
): DrawnWay {
  const { map } = plan
  const nodes = nodesOf(map, halves)
  const points = nodes.map((node, i) => {
    if (!sides.has(node)) return placeOf(node)
    return nearSide(node, at(map.nodes, at(nodes, i === 0 ? 1 : i - 1)))
  })
  const tags: OsmTags = {
    ...(isOldLane(plan, street) ? laneTags : streetTags(street.kind)),
    ...nameTags(street),
    ...(isOneWay ? { oneway: 'yes' } : {}),
  }
  return drawWay(plan, draft, { street, halves, points, tags })
}

const nodesOf = (map: PlanarMap, halves: readonly number[]): number[] => [
  at(map.origin, at(halves, 0)),
  ...halves.map((half) => at(map.origin, half ^ 1)),
]

const isOldLane = ({ map, blocks }: CityPlan, { kind, halves }: Street): boolean =>
  kind === 'footway' && halves.every((half) => blocks.zone[at(map.face, half)] === 'old-town')

interface Course {
  readonly street: Street
  readonly halves: readonly number[]
  readonly points: readonly Point[]
  readonly tags: OsmTags
}

function drawWay(
  { streets }: CityPlan,
  draft: OsmDraft,
  { street, halves, points, tags }: Course,
): DrawnWay {
  const isBridge = streets.isBridge(at(halves, 0))
  const bridge: OsmTags = isBridge ? { bridge: 'yes', layer: '1' } : {}
  if (isBridge) drawDeck(draft, street, points)
  return { id: draft.drawLine(points, { ...tags, ...bridge }), street, points, isLink: false }
}

function drawDeck(draft: OsmDraft, { kind, name, nameEn }: Street, points: readonly Point[]): void {
  const wide = kind === 'trunk' ? halfWidth[kind] / 2 : halfWidth[kind]
  const aside = scaled(leftOf(unit(minus(at(points, -1), at(points, 0)))), wide + 3)
  const left = points.map((point) => plus(point, aside))
  const right = points.map((point) => minus(point, aside))
  const tags = nameTags({ name: `${name}桥`, nameEn: `${nameEn} Bridge` })
  draft.drawArea([[...right, ...left.reverse()]], { man_made: 'bridge', layer: '1', ...tags })
}

/** Both carriageways; they are parted where a large road crosses. */
function drawRing(
  plan: CityPlan,
  draft: OsmDraft,
  ring: Street,
  { sides }: Carriageways,
): DrawnWay[] {
  const { map } = plan
  const ends = new Set(
    map.origin.filter((node, half) => sides.has(node) && map.kindOf(half) === 'primary'),
  )
  const tags = { ...streetTags(ring.kind), ...nameTags(ring), oneway: 'yes' }
  const placeOf = (node: number, side: 'left' | 'right'): Point => {
    const here = sides.get(node)
    if (!here) throw new RangeError(`vertex ${String(node)} is not on the ring road`)
    return here[side]
  }
  return piecesOf(plan, ring, ends).flatMap((halves) => {
    const nodes = nodesOf(map, halves)
    const right = nodes.map((node) => placeOf(node, 'right'))
    const left = nodes.map((node) => placeOf(node, 'left')).reverse()
    return [right, left].map((points) =>
      drawWay(plan, draft, { street: ring, halves, points, tags }),
    )
  })
}

/** Short ways between the carriageways, where streets meet the ring road. */
function drawLinks({ map, streets }: CityPlan, draft: OsmDraft, ring: Carriageways): DrawnWay[] {
  const largest = new Map<number, { half: number; kind: StreetKind }>()
  map.origin.forEach((node, half) => {
    const kind = map.kindOf(half)
    if (!ring.sides.has(node) || !isStreet(kind) || kind === 'trunk') return
    const known = largest.get(node)
    if (!known || streetRank(kind) < streetRank(known.kind)) largest.set(node, { half, kind })
  })
  return [...largest].flatMap(([node, { half, kind }]) => {
    const [here, street] = [ring.sides.get(node), streets.ofEdge.get(half >> 1)?.street]
    if (!here || !street) return []
    const points = [here.left, here.right]
    const tags = { ...streetTags(kind), ...nameTags(street) }
    return [{ id: draft.drawLine(points, tags), street, points, isLink: true }]
  })
}
