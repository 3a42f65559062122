import type { Areas } from './areas.ts'
import type { PersonRow, TeamRow } from './demo-city.ts'
import { cityCode } from './districts.ts'
import { partition, type Places } from './partition.ts'
import { at, mix, toLngLat, type Point } from './plane.ts'
import type { Shop } from './retailers.ts'

export interface Staff {
  readonly teams: readonly TeamRow[]
  readonly people: readonly PersonRow[]
  /** The customer manager's code of each cell. */
  readonly managerOfCell: readonly string[]
}

const teams: readonly TeamRow[] = [
  { code: 'T1', name: '一线客户服务部', nameEn: 'Field team One' },
  { code: 'T2', name: '二线客户服务部', nameEn: 'Field team Two' },
  { code: 'T3', name: '三线客户服务部', nameEn: 'Field team Three' },
]

// prettier-ignore
const managerNames = [
  '林舟 Lin Zhou', '陈溪 Chen Xi', '周岚 Zhou Lan', '吴桐 Wu Tong', '郑禾 Zheng He', '孙屿 Sun Yu',
  '李澄 Li Cheng', '何川 He Chuan', '许晴 Xu Qing', '沈砚 Shen Yan', '韩松 Han Song', '唐月 Tang Yue',
]
const inspectorNames = ['高远 Gao Yuan', '罗平 Luo Ping', '梁宽 Liang Kuan', '宋青 Song Qing']
const supervisorNames = ['冯毅 Feng Yi', '邓雯 Deng Wen', '曹牧 Cao Mu']
const deskNames = ['彭朗 Peng Lang', '蒋遥 Jiang Yao', '丁一 Ding Yi']

const staffedManagers = managerNames.length

/** Hires the field teams: a territory of whole, joined cells each, about equal in shops. */
export function hireStaff(areas: Areas, shops: readonly Shop[]): Staff {
  const places = cellPlaces(areas, shops)
  const territory = partition(places, staffedManagers)
  const grouped = joinTerritories(places, territory)
  const team = partition(grouped, teams.length)
  const even = evenTeams(grouped, team)
  const order = [...even.keys()].sort((a, b) => at(even, a) - at(even, b) || a - b)
  const codeOf = new Map(
    order.map((index, rank) => [index, `M${String(rank + 1).padStart(2, '0')}`]),
  )
  const managers = order.map((index, rank): PersonRow => {
    const cells = areas.cells.filter((_, cell) => territory[cell] === index)
    return person(
      `M${String(rank + 1).padStart(2, '0')}`,
      at(managerNames, rank),
      'customer-manager',
      {
        teamCode: at(teams, at(even, index)).code,
        areaCodes: cells.map(({ code }) => code),
        at: mix(at(grouped.centre, index), teamOffice(grouped, even, at(even, index)), 0.35),
      },
    )
  })
  return {
    teams,
    people: [...managers, ...officeStaff(managers, grouped, even)],
    managerOfCell: territory.map((index) => codeOf.get(index) ?? ''),
  }
}

function cellPlaces(areas: Areas, shops: readonly Shop[]): Places {
  const weight = areas.cells.map(() => 0)
  for (const { cell } of shops) weight[cell] = at(weight, cell) + 1
  return { weight, centre: areas.cells.map(({ centre }) => centre), neighbours: areas.borders }
}

function joinTerritories(
  { centre, weight, neighbours }: Places,
  territory: readonly number[],
): Places {
  const groups = Array.from({ length: staffedManagers }, (_, index) =>
    territory.flatMap((each, cell) => (each === index ? [cell] : [])),
  )
  const middle = (cells: readonly number[]): Point => {
    const total = cells.reduce((sum, cell) => sum + at(weight, cell), 0) || 1
    const mean = (axis: 0 | 1): number =>
      cells.reduce((sum, cell) => sum + at(centre, cell)[axis] * at(weight, cell), 0) / total
    return [mean(0), mean(1)]
  }
  return {
    weight: groups.map(() => 1),
    centre: groups.map(middle),
    neighbours: groups.map((cells, index) => {
      const borders = new Map<number, number>()
      for (const [other, length] of cells.flatMap((cell) => [...at(neighbours, cell)])) {
        const owner = at(territory, other)
        if (owner !== index) borders.set(owner, (borders.get(owner) ?? 0) + length)
      }
      return borders
    }),
  }
}

/** Four managers to a team, whatever the map would like: the nearest to a short team changes over. */
function evenTeams({ centre }: Places, team: readonly number[]): number[] {
  const even = [...team]
  const size = staffedManagers / teams.length
  const countOf = (index: number): number => even.filter((each) => each === index).length
  for (const [short] of teams.entries()) {
    while (countOf(short) < size) {
      const office = meanOf(centre.filter((_, i) => even[i] === short))
      const movable = [...even.keys()].filter((i) => countOf(at(even, i)) > size)
      const away = (i: number): number =>
        Math.hypot(at(centre, i)[0] - office[0], at(centre, i)[1] - office[1])
      even[movable.reduce((a, b) => (away(b) < away(a) ? b : a))] = short
    }
  }
  return even
}

function meanOf(points: readonly Point[]): Point {
  const sum = points.reduce<Point>((a, b) => [a[0] + b[0], a[1] + b[1]], [0, 0])
  return [sum[0] / points.length, sum[1] / points.length]
}

const teamOffice = ({ centre }: Places, team: readonly number[], index: number): Point =>
  meanOf(centre.filter((_, i) => team[i] === index))

interface Post {
  readonly teamCode: string | null
  readonly areaCodes: readonly string[]
  readonly at: Point
}

function person(code: string, names: string, role: PersonRow['role'], post: Post): PersonRow {
  const [name = '', ...english] = names.split(' ')
  const [startLng, startLat] = toLngLat(post.at)
  return {
    code,
    name,
    nameEn: english.join(' '),
    role,
    teamCode: post.teamCode,
    areaCodes: post.areaCodes,
    login: english.join('').toLowerCase(),
    startLng,
    startLat,
    shiftStart: '08:30',
    shiftEnd: '17:30',
  }
}

function officeStaff(
  managers: readonly PersonRow[],
  places: Places,
  team: readonly number[],
): PersonRow[] {
  const bureau: Point = [-420, -380]
  const cityWide: Post = { teamCode: null, areaCodes: [cityCode], at: bureau }
  const supervisors = supervisorNames.map((names, index) => {
    const { code } = at(teams, index)
    const areaCodes = managers.flatMap((each) => (each.teamCode === code ? each.areaCodes : []))
    const post = { teamCode: code, areaCodes, at: teamOffice(places, team, index) }
    return person(`V${String(index + 1)}`, names, 'supervisor', post)
  })
  const inspectors = inspectorNames.map((names, index) =>
    person(`I${String(index + 1)}`, names, 'inspector', cityWide),
  )
  const desk = (['manager', 'planner', 'administrator'] as const).map((role, index) =>
    person(`D${String(index + 1)}`, at(deskNames, index), role, cityWide),
  )
  return [...inspectors, ...supervisors, ...desk]
}
