import type { Feature, Polygon } from 'geojson'
import type { CityPlan } from './city-plan.ts'
import type { AreaRow } from './demo-city.ts'
import { cityCode, cityName, districtCode, districts, type Cell } from './districts.ts'
import { ringArea, toLngLat, type Ring } from './plane.ts'

const targetPerThousand = 3.7

const census = {
  populationKind: 'resident',
  populationYear: 2025,
  populationSource: '虚构演示数据 / fictional demo data',
} as const

/** City, districts and cells as polygons that share every vertex with their neighbours. */
export function drawFeatures(plan: CityPlan, cells: readonly Cell[]): Feature<Polygon, AreaRow>[] {
  const feature = (
    members: readonly Cell[],
    row: Pick<AreaRow, 'code' | 'name' | 'nameEn' | 'kind' | 'parentCode' | 'population'>,
  ): Feature<Polygon, AreaRow> => ({
    type: 'Feature',
    properties: {
      ...row,
      ...census,
      plannedLicences: members.reduce((sum, cell) => sum + plannedLicences(cell), 0),
    },
    geometry: polygonOf(
      plan,
      members.flatMap((cell) => cell.faces),
    ),
  })
  return [
    feature(cells, {
      code: cityCode,
      ...cityName,
      kind: 'city',
      parentCode: null,
      population: residentsOf(cells),
    }),
    ...districts.map(({ name, nameEn }, index) => {
      const members = cells.filter((cell) => cell.district === index)
      return feature(members, {
        code: districtCode(index),
        name,
        nameEn,
        kind: 'district',
        parentCode: cityCode,
        population: residentsOf(members),
      })
    }),
    ...cells.map((cell) => {
      const { code, name, nameEn, district, population } = cell
      const parentCode = districtCode(district)
      return feature([cell], { code, name, nameEn, kind: 'cell', parentCode, population })
    }),
  ]
}

const residentsOf = (cells: readonly Cell[]): number =>
  cells.reduce((sum, cell) => sum + (cell.population ?? 0), 0)

const plannedLicences = ({ population }: Cell): number =>
  Math.max(4, Math.round(((population ?? 1500) / 1000) * targetPerThousand))

/** The outline of faces that hang together, holes after the outer ring. */
export function polygonOf(plan: CityPlan, faces: readonly number[]): Polygon {
  const rings = plan.map.borderOf(new Set(faces))
  const outer = rings.filter((ring) => ringArea(ring) > 0)
  if (outer.length !== 1) throw new Error('an area of the demo city is in several parts')
  const holes = rings.filter((ring) => ringArea(ring) < 0)
  return { type: 'Polygon', coordinates: [...outer, ...holes].map(closeRing) }
}

export function closeRing(ring: Ring): [number, number][] {
  const closed = ring.map(toLngLat)
  const [first] = closed
  return first ? [...closed, [first[0], first[1]]] : closed
}
