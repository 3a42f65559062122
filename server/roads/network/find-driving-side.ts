import type { Tags } from '../../osm/index.ts'
import type { RoadNetwork } from './road-network.ts'

/**
 * Whether the traffic keeps left, told by the direction of the roundabouts: mapped as driven, they turn clockwise there.
 * The majority decides; right where there are none.
 */
export function keepsLeft(
  network: RoadNetwork,
  waySegments: Uint32Array,
  tagsOf: (way: number) => Tags,
): boolean {
  let clockwise = 0
  for (let way = 0; way + 1 < waySegments.length; way++) {
    const [begin, end] = [waySegments[way] as number, waySegments[way + 1] as number]
    if (begin === end || tagsOf(way).junction !== 'roundabout') continue
    const closed = network.from[begin] === network.to[end - 1]
    if (closed) clockwise -= Math.sign(turnedArea(network, begin, end))
  }
  return clockwise > 0
}

/** Twice the area enclosed by consecutive segments, negative where they run clockwise. Its unit is of no matter here. */
function turnedArea({ shapeFirst, shapeLng, shapeLat }: RoadNetwork, begin: number, end: number) {
  const first = shapeFirst[begin] as number
  const [lng, lat] = [shapeLng[first] as number, shapeLat[first] as number]
  let area = 0
  for (let i = first + 1; i < (shapeFirst[end] as number); i++) {
    const [x, y] = [(shapeLng[i - 1] as number) - lng, (shapeLat[i - 1] as number) - lat]
    area += x * ((shapeLat[i] as number) - lat) - y * ((shapeLng[i] as number) - lng)
  }
  return area
}
