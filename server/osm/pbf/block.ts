import type { History } from './history.ts'
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

/** Degrees × 10⁷. */
export const lngOf = ({ lngOffset, granularity }: Block, value: number): number =>
  Math.round((lngOffset + granularity * value) / 100)

export const latOf = ({ latOffset, granularity }: Block, value: number): number =>
  Math.round((latOffset + granularity * value) / 100)
