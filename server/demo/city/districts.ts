import type { Name } from './names.ts'
import type { Point } from './plane.ts'

export interface CellGroup {
  /** Index into `districts`. */
  readonly district: number
  readonly faces: readonly number[]
}

/** A market cell, counted and named. */
export interface Cell extends CellGroup, Name {
  readonly code: string
  readonly centre: Point
  /** Null when nobody counted. */
  readonly population: number | null
}

export const cityCode = 'LW'
export const districtCode = (district: number): string => `${cityCode}-${String(district + 1)}`

export const cityName = { name: '澜湾市（虚构示例）', nameEn: 'Lanwan (fictional demo city)' }

interface District extends Name {
  readonly seed: Point
  /** Metres by which it is behind in the race for land. */
  readonly handicap: number
}

export const districts: readonly District[] = [
  { name: '澜心区', nameEn: 'Lanxin District', seed: [600, 700], handicap: 500 },
  { name: '望北区', nameEn: 'Wangbei District', seed: [0, 5600], handicap: 0 },
  { name: '镜湖区', nameEn: 'Jinghu District', seed: [6200, 2500], handicap: 0 },
  { name: '临港区', nameEn: 'Lingang District', seed: [6900, -4000], handicap: 0 },
  { name: '南屿区', nameEn: 'Nanyu District', seed: [-900, -5200], handicap: 0 },
  { name: '西岭区', nameEn: 'Xiling District', seed: [-6000, 400], handicap: 0 },
]
