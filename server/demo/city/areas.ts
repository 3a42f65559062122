import type { FeatureCollection, Polygon } from 'geojson'
import { drawFeatures } from './area-features.ts'
import { takeCensus } from './census.ts'
import type { CityPlan } from './city-plan.ts'
import type { AreaRow } from './demo-city.ts'
import { at, distance } from './plane.ts'
import { partition, type Places } from './partition.ts'
import { districts, type Cell, type CellGroup } from './districts.ts'
import { bordersBetween, createQuarters, type Quarters } from './quarters.ts'

/** Areas as faces: what lies in what is then a matter of sets, exact to the vertex. */
export interface Areas {
  /** Market cell of each face, -1 for the sea. */
  readonly cellOfFace: readonly number[]
  readonly cells: readonly Cell[]
  readonly borders: readonly ReadonlyMap<number, number>[]
  readonly collection: FeatureCollection<Polygon, AreaRow>
}

const cellCount = 60
export function drawAreas(plan: CityPlan, seed: string): Areas {
  const quarters = createQuarters(plan.map, plan.blocks, plan.residents)
  const districtOfQuarter = raceForLand(quarters)
  const groups = districts.flatMap((_, district) =>
    groupCells(quarters, districtOfQuarter, district),
  )
  const cellOfFace = plan.map.faceEdge.map(() => -1)
  groups.forEach(({ faces }, index) => {
    for (const face of faces) cellOfFace[face] = index
  })
  const cells = takeCensus(plan, groups, seed)
  return {
    cellOfFace,
    cells,
    borders: bordersBetween(plan.map, cellOfFace, cells.length),
    collection: { type: 'FeatureCollection', features: drawFeatures(plan, cells) },
  }
}

/** Dijkstra from all district seats at once; the river is hard to cross. */
function raceForLand({ centre, neighbours }: Quarters): number[] {
  const owner = centre.map(() => -1)
  const cost = centre.map(() => Infinity)
  districts.forEach(({ seed, handicap }, district) => {
    const away = centre.map((point) => distance(point, seed))
    const seat = away.indexOf(Math.min(...away))
    owner[seat] = district
    cost[seat] = handicap
  })
  const open = new Set(centre.keys())
  while (open.size > 0) {
    const place = [...open].reduce((a, b) => (at(cost, b) < at(cost, a) ? b : a))
    open.delete(place)
    for (const [other, border] of at(neighbours, place)) {
      const length = distance(at(centre, place), at(centre, other)) + (border < 170 ? 2600 : 0)
      if (at(cost, place) + length >= at(cost, other)) continue
      cost[other] = at(cost, place) + length
      owner[other] = at(owner, place)
    }
  }
  return owner
}

function groupCells(quarters: Quarters, owner: readonly number[], district: number): CellGroup[] {
  const members = owner.flatMap((each, quarter) => (each === district ? [quarter] : []))
  const index = new Map(members.map((quarter, i) => [quarter, i]))
  const places: Places = {
    // A quarter nobody lives in still has to be walked: it counts a little.
    weight: members.map((quarter) => at(quarters.weight, quarter) + 150),
    centre: members.map((quarter) => at(quarters.centre, quarter)),
    neighbours: members.map(
      (quarter) =>
        new Map(
          [...at(quarters.neighbours, quarter)].flatMap(([other, length]): [number, number][] => {
            const inside = index.get(other)
            return inside === undefined ? [] : [[inside, length]]
          }),
        ),
    ),
  }
  const total = quarters.weight.reduce((sum, each) => sum + each, 0)
  const share = members.reduce((sum, quarter) => sum + at(quarters.weight, quarter), 0) / total
  const count = Math.max(6, Math.round(cellCount * share))
  const region = partition(places, count)
  return Array.from({ length: count }, (_, cell) => ({
    district,
    faces: members.flatMap((quarter, i) =>
      region[i] === cell ? at(quarters.facesOf, quarter) : [],
    ),
  }))
}
