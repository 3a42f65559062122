import type { ImportKind, RowProblemCode } from '../../../shared/imports.ts'
import type { Field, ParseContext, ParsedRow } from '../fields/field.ts'

/** FROM and WHERE of the staged rows `r` in question, with joins between the two. */
export type Staged = (joins?: string) => string

/**
 * One table that a kind of import writes. SQL here is fixed text over `s.record` (a staged record) and `o` (a row of
 * the table); a value of a file never becomes part of it.
 */
export interface Target {
  readonly table: string
  /** A query of (line, record) with record in the table's columns. */
  readonly rows: (staged: Staged) => string
  /** When the row `o` is the one that `s.record` speaks of; at most one is. */
  readonly match: string
  /** Columns of a row that is added, beyond the table's defaults: a jsonb expression over `s.record`. */
  readonly fresh?: string
  /** A column raised by every change. */
  readonly counter?: string
  /** A change keeps the row as it was, as a version that ended today. */
  readonly keepsPast?: boolean
  /** In which order rows are added, where their numbers keep it: SQL over `s.line` and `s.record`. */
  readonly order?: string
  /** Rows that are taken away because the file no longer names them: a query of (line, id). */
  readonly surplus?: (staged: Staged) => string
}

/** A code that must exist already. */
export interface Reference {
  readonly field: string
  readonly key: string
  /** SQL condition over the code `code.value`. */
  readonly known: string
  /** Codes defined by the same file count. */
  readonly alsoInFile?: boolean
}

/** What must hold of a row that describes something new, or of every row: a condition over `record`. */
export interface Need {
  readonly field: string
  readonly code: RowProblemCode
  readonly met: string
  readonly ofEveryRow?: boolean
}

/** What no two rows of a file may both claim: SQL over `record`; null claims nothing. */
export interface Claim {
  readonly field: string
  readonly value: string
}

/** Everything that sets one kind of file apart from another. */
export interface Kind {
  readonly name: ImportKind
  readonly fields: readonly Field[]
  /** SQL over `record`: rows that agree on it are the same thing twice; null never agrees. */
  readonly identity: string
  readonly claims?: readonly Claim[]
  readonly references: readonly Reference[]
  readonly needs: readonly Need[]
  /** Written before the targets: what they refer to. */
  readonly before?: readonly Target[]
  /** In the order they are written; the first decides whether a row adds or changes. */
  readonly targets: readonly Target[]
  /** Looks at several fields together: coordinates, dates that must follow each other. */
  readonly finish?: (row: ParsedRow, context: ParseContext) => void
}

/** The staged record as it is. */
export const wholeRecord = (staged: Staged) => `select r.line, r.record ${staged()}`

/** A jsonb object with `column` = id behind a code, only when the file has that code's column. */
export function link(column: string, key: string, table: string): string {
  return `case when r.record ? '${key}' then jsonb_build_object('${column}',
    (select x.id from ${table} x where x.code = r.record->>'${key}')) else '{}' end`
}
