import type { Carriageways } from './carriageways.ts'
import type { CityPlan } from './city-plan.ts'
import type { OsmDraft } from './osm-draft.ts'
import { at } from './plane.ts'

/** Lights where an avenue meets the ring road, another avenue or two arms of a road. */
export function placeSignals({ map }: CityPlan, draft: OsmDraft, ring: Carriageways): void {
  const avenues = map.nodes.map(() => 0)
  const roads = map.nodes.map(() => 0)
  map.origin.forEach((node, half) => {
    const kind = map.kindOf(half)
    if (kind === 'primary') avenues[node] = at(avenues, node) + 1
    if (kind === 'secondary') roads[node] = at(roads, node) + 1
  })
  map.nodes.forEach((_, node) => {
    const sides = ring.sides.get(node)
    const [avenue, road] = [at(avenues, node), at(roads, node)]
    const isBusy = avenue > 2 || (avenue > 0 && road > 1) || (sides && avenue + road > 1)
    if (!isBusy) return
    for (const point of sides ? [sides.left, sides.right] : [ring.placeOf(node)]) {
      draft.tagNode(draft.placeNode(point), { highway: 'traffic_signals' })
    }
  })
}
