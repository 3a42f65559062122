import type { CityPlan } from './city-plan.ts'
import { at, distance } from './plane.ts'
import type { PlanarMap } from './planar-map.ts'
import type { Random } from './random.ts'
import type { Street } from './streets.ts'

const most = 60
/** Metres: shorter ones are not worth a sign, longer ones a nuisance. */
const [shortest, longest] = [140, 700]

/**
 * Narrow streets of the old town and the centre that may be driven one way only. Both ends of each stay on
 * two-way streets that hang together, so that every place can still be reached and left.
 */
export function chooseOneWays(plan: CityPlan, random: Random): Set<Street> {
  const chosen = new Set<Street>()
  const roads = roadsFrom(plan)
  for (const street of random.shuffled(plan.streets.all.filter((each) => isNarrow(plan, each)))) {
    if (chosen.size >= most) break
    chosen.add(street)
    if (!endsMeet(street, roads, plan.map, chosen)) chosen.delete(street)
  }
  return chosen
}

function isNarrow({ map, blocks }: CityPlan, { kind, halves }: Street): boolean {
  if (kind !== 'residential') return false
  const length = halves.reduce((sum, half) => sum + distance(map.start(half), map.end(half)), 0)
  const isClosed = map.start(at(halves, 0)) === map.end(at(halves, -1))
  if (isClosed || length < shortest || length > longest) return false
  return halves.every((half) => {
    const zone = blocks.zone[at(map.face, half)]
    return zone === 'old-town' || zone === 'centre'
  })
}

/** Whether one end leads to the other without the one-way streets. */
function endsMeet(
  { halves }: Street,
  roads: readonly (readonly Road[])[],
  map: PlanarMap,
  oneWay: ReadonlySet<Street>,
): boolean {
  const [start, end] = [at(map.origin, at(halves, 0)), at(map.origin, at(halves, -1) ^ 1)]
  const seen = new Set([start])
  for (const node of seen) {
    if (node === end) return true
    for (const { to, street } of at(roads, node)) if (!oneWay.has(street)) seen.add(to)
  }
  return false
}

interface Road {
  readonly to: number
  readonly street: Street
}

/** By vertex, where one can drive from there. */
function roadsFrom({ map, streets }: CityPlan): Road[][] {
  const roads = map.nodes.map((): Road[] => [])
  map.origin.forEach((node, half) => {
    const street = streets.ofEdge.get(half >> 1)?.street
    if (street && street.kind !== 'footway')
      at(roads, node).push({ to: at(map.origin, half ^ 1), street })
  })
  return roads
}
