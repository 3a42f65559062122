import type { AreaDensity, Density } from '../../shared/licences.ts'
import type { AreaFacts } from './queries.ts'

/** Counts by area id; under null what lies outside all areas. */
export type CountByArea = ReadonlyMap<number | null, number>

/** The density of every area and of all together. Shops outside all areas are in `outside` and in no ratio. */
export function measureDensity(
  asOf: string,
  areas: readonly AreaFacts[],
  licences: CountByArea,
  openReports: CountByArea,
): Density {
  const measured = areas.map((area) =>
    measureArea(area, licences.get(area.id) ?? 0, openReports.get(area.id) ?? 0),
  )
  return { asOf, areas: measured, total: sumUp(measured), outside: licences.get(null) ?? 0 }
}

function measureArea(area: AreaFacts, licences: number, openReports: number): AreaDensity {
  const { id, population, km2, planned } = area
  return {
    areaId: id,
    licences,
    population,
    km2,
    perThousand: ratio(licences * 1000, population),
    perKm2: ratio(licences, km2),
    planned,
    remaining: planned === null ? null : planned - licences,
    openReports,
  }
}

/** Never an average of ratios: numerators and denominators are summed over the areas that have both. */
function sumUp(areas: readonly AreaDensity[]): Density['total'] {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  const licences = sum(areas.map((area) => area.licences))
  const km2 = sum(areas.map((area) => area.km2))
  const peopled = areas.filter(({ population }) => population !== null && population > 0)
  const known = areas.flatMap(({ population }) => population ?? [])
  return {
    licences,
    population: known.length === 0 ? null : sum(known),
    km2,
    perThousand: ratio(
      sum(peopled.map((area) => area.licences)) * 1000,
      sum(peopled.map(({ population }) => population ?? 0)),
    ),
    perKm2: ratio(licences, km2),
  }
}

/** Null on an unknown or empty base. */
const ratio = (numerator: number, base: number | null): number | null =>
  base === null || base === 0 ? null : numerator / base
