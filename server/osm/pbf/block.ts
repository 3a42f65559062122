import type { History } from '../history.ts'
import type { StringTable } from './string-table.ts'

/** What the objects of a block share. */
export interface Block {
  readonly strings: StringTable
  /** Coordinates are `offset + granularity × value`, in 10⁻⁹ degrees. */
  readonly granularity: number
  readonly lngOffset: number
  readonly latOffset: number
  readonly history: History | undefined
}

/** Degrees × 10⁷; adding to 0 makes 0 of −0. */
export const lngOf = ({ lngOffset, granularity }: Block, value: number): number =>
  0 + Math.round((lngOffset + granularity * value) / 100)

export const latOf = ({ latOffset, granularity }: Block, value: number): number =>
  0 + Math.round((latOffset + granularity * value) / 100)
