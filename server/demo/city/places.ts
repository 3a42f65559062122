import type { CityPlan } from './city-plan.ts'
import type { PlaceKind, PlaceRow } from './demo-city.ts'
import { createDoors } from './addresses.ts'
import { pointInside } from './blocks.ts'
import { NameBook } from './names.ts'
import { distance, mix, ringArea, toLngLat, type Point } from './plane.ts'
import { Random } from './random.ts'

interface School {
  readonly kind: PlaceKind
  readonly ending: string
  readonly endingEn: string
  readonly count: number
  /** Ground, m², at least and at most. */
  readonly ground: readonly [number, number]
}

const schools: readonly School[] = [
  {
    kind: 'university',
    ending: '大学',
    endingEn: 'University',
    count: 2,
    ground: [60_000, 400_000],
  },
  {
    kind: 'vocational',
    ending: '职业学校',
    endingEn: 'Vocational School',
    count: 4,
    ground: [40_000, 200_000],
  },
  {
    kind: 'high',
    ending: '高级中学',
    endingEn: 'High School',
    count: 8,
    ground: [25_000, 120_000],
  },
  {
    kind: 'middle',
    ending: '中学',
    endingEn: 'Middle School',
    count: 12,
    ground: [14_000, 90_000],
  },
  {
    kind: 'primary',
    ending: '小学',
    endingEn: 'Primary School',
    count: 24,
    ground: [8_000, 60_000],
  },
  {
    kind: 'kindergarten',
    ending: '幼儿园',
    endingEn: 'Kindergarten',
    count: 22,
    ground: [4_000, 50_000],
  },
]

/** Schools on blocks of their size, apart from each other, with gates on their streets. */
export function foundSchools(plan: CityPlan, seed: string): PlaceRow[] {
  const random = new Random(`${seed}/places`)
  const book = new NameBook(random)
  const findDoor = createDoors(plan)
  const taken: Point[] = []
  const rows: PlaceRow[] = []
  const names = new Set<string>()
  for (const { kind, ending, endingEn, count, ground } of schools) {
    const sites = random.shuffled(residentialFaces(plan)).flatMap((face) => {
      const ring = plan.map.ringOf(face)
      const area = ringArea(ring)
      return area < ground[0] || area > ground[1] ? [] : [{ face, middle: pointInside(ring) }]
    })
    let founded = 0
    for (const { face, middle } of sites) {
      if (founded === count) break
      if (taken.some((other) => distance(other, middle) < 480)) continue
      const doors = Array.from({ length: random.whole(1, 3) }, () => findDoor(face, random)).filter(
        (door) => door !== undefined,
      )
      const [main] = doors
      const stem = book.stem()
      if (!main || names.has(stem.name + ending)) continue
      taken.push(middle)
      names.add(stem.name + ending)
      founded++
      // A small school stands by its gate; a campus fills its block.
      const [lng, lat] = toLngLat(kind === 'university' ? middle : mix(main.point, middle, 0.6))
      rows.push({
        code: `S${String(rows.length + 1).padStart(3, '0')}`,
        name: stem.name + ending,
        nameEn: `${stem.nameEn} ${endingEn}`,
        kind,
        address: main.address,
        lng,
        lat,
        gates: doors.map(({ point }) => toLngLat(point)),
      })
    }
  }
  return rows
}

const residentialFaces = (plan: CityPlan): number[] =>
  plan.landUse.flatMap((land, face) => (land === 'residential' ? [face] : []))
