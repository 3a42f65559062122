import type { CityPlan } from './city-plan.ts'
import { drawBuildings } from './draw-buildings.ts'
import { drawGround } from './draw-ground.ts'
import { drawStreets } from './draw-streets.ts'
import { districts, type Cell } from './districts.ts'
import { businessCentre } from './land-use.ts'
import { NameBook, type Name } from './names.ts'
import { OsmDraft, type OsmDocument } from './osm-draft.ts'
import type { Point } from './plane.ts'
import { Random } from './random.ts'
import { nameTags } from './street-tags.ts'

/** The city with its streets, ground, buildings and names, in the tags of OpenStreetMap. */
export function drawOsmMap(plan: CityPlan, cells: readonly Cell[], seed: string): OsmDocument {
  const draft = new OsmDraft()
  drawStreets(plan, draft, seed)
  drawGround(plan, draft, cells, seed)
  drawBuildings(plan, draft, seed)
  labelPlaces(plan, draft, cells, seed)
  return draft
}

function labelPlaces(
  { terrain }: CityPlan,
  draft: OsmDraft,
  cells: readonly Cell[],
  seed: string,
): void {
  const book = new NameBook(new Random(`${seed}/villages`))
  const label = (point: Point, place: string, name: Name, residents?: number): void => {
    const population = residents === undefined ? {} : { population: String(residents) }
    draft.tagNode(draft.placeNode(point), { place, ...nameTags(name), ...population })
  }
  const residents = cells.reduce((sum, { population }) => sum + (population ?? 0), 0)
  label(businessCentre, 'city', { name: '澜湾', nameEn: 'Lanwan' }, residents)
  for (const district of districts) label(district.seed, 'suburb', district)
  for (const village of terrain.villages) label(village, 'village', book.invent('village'))
}
