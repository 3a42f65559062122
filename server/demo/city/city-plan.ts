import { planLines } from './arterials.ts'
import { closeDeadEnds, cutBlocks, type Blocks } from './blocks.ts'
import { raiseBuildings, type Building } from './buildings.ts'
import { createDirectionField } from './direction-field.ts'
import { assignLandUse, estimateResidents, type LandUse } from './land-use.ts'
import { overlayLines } from './overlay.ts'
import type { PlanarMap } from './planar-map.ts'
import { Random } from './random.ts'
import { nameStreets, type Streets } from './streets.ts'
import { createTerrain, type Terrain } from './terrain.ts'

/** The city as built, before anybody lives or trades in it. */
export interface CityPlan {
  readonly terrain: Terrain
  readonly map: PlanarMap
  readonly blocks: Blocks
  readonly landUse: LandUse
  readonly streets: Streets
  readonly buildings: readonly Building[]
  /** Residents by face, as estimated from its zone and use. */
  readonly residents: readonly number[]
}

export function drawCityPlan(seed: string): CityPlan {
  const stream = (name: string): Random => new Random(`${seed}/${name}`)
  const terrain = createTerrain(stream('terrain'))
  const map = overlayLines(planLines(terrain, stream('arterials')), terrain.coast)
  const blocks = cutBlocks(map, terrain, createDirectionField(map), stream('blocks'))
  closeDeadEnds(map)
  const landUse = assignLandUse(map, blocks, terrain, stream('land'))
  return {
    terrain,
    map,
    blocks,
    landUse,
    streets: nameStreets(map, blocks, stream('streets')),
    buildings: raiseBuildings(map, landUse, stream('buildings')),
    residents: estimateResidents(map, blocks, landUse),
  }
}
