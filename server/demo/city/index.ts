import { drawAreas } from './areas.ts'
import { drawCityPlan } from './city-plan.ts'
import type { DemoCity } from './demo-city.ts'
import { cityName } from './districts.ts'
import { drawOsmMap } from './draw-osm-map.ts'
import { recallVisits } from './history.ts'
import { hireStaff } from './people.ts'
import { foundSchools } from './places.ts'
import { at } from './plane.ts'
import { policies, ruleSet } from './policies.ts'
import { fileReports } from './reports.ts'
import { openShops } from './retailers.ts'

export type * from './demo-city.ts'
export { writeOsmXml } from './write-osm-xml.ts'

/**
 * A fictional prefecture with everything a bureau would bring: areas, streets, shops, schools,
 * staff, ninety days of visits and its reports. Pure: the same seed and day give the same city.
 *
 * @param today the day the story ends before, `YYYY-MM-DD` in the city's own time (+08:00)
 */
export function generateDemoCity({
  seed,
  today,
}: {
  readonly seed: number | string
  readonly today: string
}): DemoCity {
  const name = String(seed)
  const plan = drawCityPlan(name)
  const areas = drawAreas(plan, name)
  const shops = openShops(plan, areas, name, today)
  const { teams, people, managerOfCell } = hireStaff(areas, shops)
  const retailers = shops.map(({ row, cell }) => ({ ...row, managerCode: at(managerOfCell, cell) }))
  return {
    ...cityName,
    areas: areas.collection,
    map: drawOsmMap(plan, areas.cells, name),
    retailers,
    places: foundSchools(plan, name),
    teams,
    people,
    visits: recallVisits(people, retailers, name, today),
    reports: fileReports(plan, shops, people, name, today),
    policies,
    ruleSet,
  }
}
