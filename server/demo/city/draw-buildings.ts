import { houseNumberAt } from './addresses.ts'
import type { Building } from './buildings.ts'
import type { CityPlan } from './city-plan.ts'
import type { OsmDraft, OsmTags } from './osm-draft.ts'
import { at, dot, minus, mix } from './plane.ts'
import { Random } from './random.ts'

/** Footprints with what they are, how high, and the address of the door. */
export function drawBuildings(plan: CityPlan, draft: OsmDraft, seed: string): void {
  const random = new Random(`${seed}/building-levels`)
  for (const building of plan.buildings) {
    const address = houseNumberAt(plan, building.half, shareAlong(plan, building))
    const door: OsmTags = address
      ? { 'addr:street': address.street, 'addr:housenumber': String(address.number) }
      : {}
    draft.drawArea([building.ring], { ...shapeTags(plan, building, random), ...door })
  }
}

function shapeTags({ blocks, landUse }: CityPlan, { face }: Building, random: Random): OsmTags {
  const isShops = landUse[face] === 'commercial'
  const building = isShops ? 'commercial' : 'apartments'
  const [low, high] = at(blocks.zone, face) === 'old-town' ? [2, 5] : isShops ? [3, 18] : [6, 11]
  return { building, 'building:levels': String(random.whole(low, high)) }
}

/** Where the middle of the front stands along its half-edge, 0 at the start; an even row goes on beyond the end. */
function shareAlong({ map }: CityPlan, { front, half }: Building): number {
  const [start, way] = [map.start(half), minus(map.end(half), map.start(half))]
  return dot(minus(mix(...front, 0.5), start), way) / dot(way, way)
}
