import { createDoors } from './addresses.ts'
import type { CityPlan } from './city-plan.ts'
import { addDays, instantAt } from './days.ts'
import type { PersonRow, ReportRow } from './demo-city.ts'
import { at, plus, ringContains, toLngLat } from './plane.ts'
import { Random } from './random.ts'
import type { Shop } from './retailers.ts'

const reportCount = 120

/** The younger a report, the less far it has come: shares of each status by age in days. */
const stages = [
  { upTo: 3, mix: { submitted: 60, accepted: 25, assigned: 12, duplicate: 3 } },
  {
    upTo: 10,
    mix: {
      submitted: 6,
      accepted: 22,
      assigned: 34,
      'on-site': 16,
      verified: 10,
      rejected: 6,
      duplicate: 6,
    },
  },
  {
    upTo: 75,
    mix: { assigned: 3, 'on-site': 2, verified: 12, closed: 68, rejected: 9, duplicate: 6 },
  },
] as const

const outcomes = {
  'not-found': 24,
  'licensed-after-all': 9,
  'guided-to-apply': 25,
  warned: 19,
  'transferred-market-regulation': 14,
  'case-opened': 7,
  'transferred-police': 2,
} as const

const accounts: Record<ReportRow['kind'], readonly string[]> = {
  'unlicensed-shop': [
    '店内货架摆有卷烟，未见许可证。',
    '小店收银台下存放卷烟，向熟客出售。',
    '新开店铺销售卷烟，门口无公示的许可证。',
  ],
  'unlicensed-stall': ['夜市摊位兼售卷烟。', '流动摊点在路口出售卷烟，傍晚出现。'],
  online: ['社交群内发布卷烟价目，同城送货。', '网店以“茶叶”名义出售卷烟。'],
  counterfeit: ['购得卷烟口味异常，包装印刷粗糙，疑似假烟。', '低价整条出售，防伪标志缺失。'],
  other: ['反映附近有人收购礼品烟。', '学校门口有人零售散支卷烟。'],
}

/** Reports of unlicensed sellers near where the shops are, in every state. */
export function fileReports(
  plan: CityPlan,
  shops: readonly Shop[],
  people: readonly PersonRow[],
  seed: string,
  today: string,
): ReportRow[] {
  const random = new Random(`${seed}/reports`)
  const findDoor = createDoors(plan)
  const inspectors = people.filter(({ role }) => role === 'inspector')
  const rows: ReportRow[] = []
  while (rows.length < reportCount) {
    const face = random.pick(shops).face
    const door = findDoor(face, random)
    if (!door) continue
    const point = plus(door.point, [random.between(-3, 3), random.between(-3, 3)])
    if (!ringContains(plan.map.ringOf(face), point)) continue
    rows.push(fileReport(rows.length, point, door.address, { random, today, inspectors }))
  }
  return rows.sort((a, b) => a.reportedAt.localeCompare(b.reportedAt))
}

interface Desk {
  readonly random: Random
  readonly today: string
  readonly inspectors: readonly PersonRow[]
}

function fileReport(
  index: number,
  point: readonly [number, number],
  address: string,
  { random, today, inspectors }: Desk,
): ReportRow {
  const age =
    index < 26 ? random.whole(1, 3) : index < 56 ? random.whole(4, 10) : random.whole(11, 75)
  const stage = stages.find(({ upTo }) => age <= upTo) ?? at(stages, -1)
  const status = random.weighted<ReportRow['status']>(
    stage.mix as Record<ReportRow['status'], number>,
  )
  const kind = random.weighted({
    'unlicensed-shop': 52,
    'unlicensed-stall': 22,
    online: 9,
    counterfeit: 11,
    other: 6,
  })
  const minutes = random.between(8 * 60, 20 * 60)
  const [lng, lat] = toLngLat(point)
  const isAssigned = ['assigned', 'on-site', 'verified', 'closed'].includes(status)
  return {
    code: `LD-${today.slice(0, 4)}-${String(index + 1).padStart(4, '0')}`,
    channel: random.weighted({
      'phone-12313': 40,
      'phone-12345': 22,
      patrol: 18,
      public: 14,
      partner: 6,
    }),
    kind,
    reportedAt: instantAt(addDays(today, -age), minutes),
    occurredAt: instantAt(
      addDays(today, -age - random.whole(0, 2)),
      minutes - random.between(20, 200),
    ),
    lng,
    lat,
    address: `${address}附近`,
    description: random.pick(accounts[kind]),
    quantityCartons: random.chance(0.45) ? Math.ceil(Math.exp(2.1 + 1.1 * random.normal())) : null,
    status,
    outcome: status === 'verified' || status === 'closed' ? random.weighted(outcomes) : null,
    assigneeCode: isAssigned ? random.pick(inspectors).code : null,
  }
}
