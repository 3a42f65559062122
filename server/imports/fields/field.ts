import type { RowProblem, RowProblemCode } from '../../../shared/imports.ts'
import type { Bbox, Datum } from '../../../shared/geo.ts'

/** What parsing a cell may depend on beyond the cell. */
export interface ParseContext {
  /** IANA zone of dates and times that name none. */
  readonly timeZone: string
  readonly datum: Datum
  /** Where the territory lies, widened a little; null while it is unknown. */
  readonly extent: Bbox | null
}

export type Parsed =
  | { readonly value: unknown; readonly remark?: RowProblemCode }
  | { readonly refusal: RowProblemCode }

/** Pure: the meaning of one non-empty, trimmed cell. */
export type Parse = (text: string, context: ParseContext) => Parsed

/** One fact that a kind of import accepts. */
export interface Field {
  /** The canonical name; also a column name that is always recognised. */
  readonly name: string
  /** Column names people use for it, best first. */
  readonly aliases: readonly string[]
  /** Columns that together make it, when all of the first `combinedNeeds` are there. */
  readonly combined?: readonly string[]
  readonly combinedNeeds?: number
  /** May speak of a column that another field has already. */
  readonly shares?: boolean
  readonly required?: boolean
  readonly parse: Parse
  /** The column cannot be null: an empty cell leaves it as it is. */
  readonly keepWhenEmpty?: boolean
  /** Record key that keeps the original words when they are not the canonical value. */
  readonly keepText?: string
}

/** What a row says, by database column; keys that are no column serve the queries (`manager_code`). */
export type RowRecord = Record<string, unknown>

export interface ParsedRow {
  readonly record: RowRecord
  readonly problems: RowProblem[]
}

/** `managerCode` → `manager_code`: the key of a field in a record. */
export function recordKey(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
