import type { OsmDraft, OsmMember } from './osm-draft.ts'
import { at, cross, minus, unit, type Point } from './plane.ts'
import type { Street } from './streets.ts'

/** A stretch of one street as it was drawn. */
export interface DrawnWay {
  readonly id: number
  readonly street: Street
  readonly points: readonly Point[]
  /** Between the carriageways of the ring road. */
  readonly isLink: boolean
}

/** A way that ends at a junction. */
interface Arm {
  readonly way: DrawnWay
  /** Whether the way begins here, rather than ends. */
  readonly begins: boolean
  /** Away from the junction, one metre long. */
  readonly out: Point
}

/** A left turn is at least this sharp: the sine of its angle. */
const leftTurn = 0.6

/**
 * Where avenues cross, nobody turns round, and who comes along the lesser one does not turn left. Where an avenue
 * crosses the ring road, the gap between the carriageways is not for turning round.
 *
 * @param crossings the nodes where avenues cross
 */
export function forbidTurns(
  draft: OsmDraft,
  ways: readonly DrawnWay[],
  crossings: readonly number[],
): void {
  const arms = armsByNode(draft, ways)
  for (const node of crossings) forbidAtCrossing(draft, node, arms.get(node) ?? [])
  for (const link of ways) {
    if (!link.isLink || link.street.kind !== 'primary') continue
    const [left, right] = [draft.placeNode(at(link.points, 0)), draft.placeNode(at(link.points, 1))]
    forbidAcross(draft, link, arms.get(right) ?? [], arms.get(left) ?? [])
    forbidAcross(draft, link, arms.get(left) ?? [], arms.get(right) ?? [])
  }
}

function armsByNode(draft: OsmDraft, ways: readonly DrawnWay[]): Map<number, Arm[]> {
  const arms = new Map<number, Arm[]>()
  for (const way of ways) {
    for (const begins of [true, false]) {
      const [end, next] = begins ? way.points : way.points.slice(-2).reverse()
      if (!end || !next) continue
      const node = draft.placeNode(end)
      arms.set(node, [...(arms.get(node) ?? []), { way, begins, out: unit(minus(next, end)) }])
    }
  }
  return arms
}

function forbidAtCrossing(draft: OsmDraft, node: number, arms: readonly Arm[]): void {
  const avenues = arms.filter(({ way }) => way.street.kind === 'primary')
  const sizes = avenues.map(({ way }) => way.street.halves.length)
  const via: OsmMember = { type: 'node', ref: node, role: 'via' }
  for (const from of avenues) {
    forbid(draft, 'no_u_turn', from.way, via, from.way)
    if (from.way.street.halves.length > Math.min(...sizes)) continue
    for (const to of avenues) {
      // Who comes along `from` drives against its `out`.
      if (cross(from.out, to.out) < -leftTurn) forbid(draft, 'no_left_turn', from.way, via, to.way)
    }
  }
}

/** From the carriageway that arrives at one end of the link onto the one that leaves the other. */
function forbidAcross(
  draft: OsmDraft,
  link: DrawnWay,
  arriving: readonly Arm[],
  leaving: readonly Arm[],
): void {
  const isRing = ({ way }: Arm): boolean => way.street.kind === 'trunk'
  const from = arriving.find((arm) => isRing(arm) && !arm.begins)
  const to = leaving.find((arm) => isRing(arm) && arm.begins)
  if (from && to)
    forbid(draft, 'no_u_turn', from.way, { type: 'way', ref: link.id, role: 'via' }, to.way)
}

function forbid(
  draft: OsmDraft,
  restriction: string,
  from: DrawnWay,
  via: OsmMember,
  to: DrawnWay,
): void {
  const members: OsmMember[] = [
    { type: 'way', ref: from.id, role: 'from' },
    via,
    { type: 'way', ref: to.id, role: 'to' },
  ]
  draft.relate(members, { type: 'restriction', restriction })
}
