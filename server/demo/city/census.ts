import type { CityPlan } from './city-plan.ts'
import { districtCode, districts, type Cell, type CellGroup } from './districts.ts'
import { NameBook } from './names.ts'
import { at, ringArea, type Point } from './plane.ts'
import { Random } from './random.ts'

const totalResidents = 826_000

/** Counts and names the cells; two stay uncounted, and nobody lives in the harbour works. */
export function takeCensus(plan: CityPlan, groups: readonly CellGroup[], seed: string): Cell[] {
  const total = plan.residents.reduce((sum, each) => sum + each, 0)
  const book = new NameBook(new Random(`${seed}/cells`))
  const counted = groups.map(({ faces }) =>
    Math.round(
      (faces.reduce((sum, face) => sum + at(plan.residents, face), 0) / total) * totalResidents,
    ),
  )
  const harbour = works(plan, groups)
  const fewest = counted
    .map((_, cell) => cell)
    .filter((cell) => cell !== harbour)
    .sort((a, b) => at(counted, a) - at(counted, b))
  const uncounted = new Set([at(fewest, 0), at(fewest, 3)])
  const numbers = districts.map(() => 0)
  return groups.map(({ district, faces }, cell): Cell => {
    const number = (numbers[district] = at(numbers, district) + 1)
    const population = cell === harbour ? 0 : at(counted, cell)
    return {
      code: `${districtCode(district)}${String(number).padStart(2, '0')}`,
      ...book.invent('cell'),
      district,
      centre: ringsCentre(plan, faces),
      faces,
      population: uncounted.has(cell) ? null : population,
    }
  })
}

/** The cell with most industrial land: people work there, nobody lives there. */
function works(plan: CityPlan, groups: readonly CellGroup[]): number {
  const area = groups.map(({ faces }) =>
    faces
      .filter((face) => plan.landUse[face] === 'industrial')
      .reduce((sum, face) => sum + ringArea(plan.map.ringOf(face)), 0),
  )
  return area.indexOf(Math.max(...area))
}

function ringsCentre(plan: CityPlan, faces: readonly number[]): Point {
  const points = faces.flatMap((face) => plan.map.ringOf(face))
  const sum = points.reduce<Point>((a, b) => [a[0] + b[0], a[1] + b[1]], [0, 0])
  return [sum[0] / points.length, sum[1] / points.length]
}
