import { Type, type Static } from 'typebox'
import { Datum } from './geo.ts'
import { Nullable } from './schema.ts'
import { Instant } from './time.ts'

export const importKinds = ['areas', 'people', 'retailers', 'places', 'visits', 'reports'] as const
export const ImportKind = Type.Enum(importKinds)
export type ImportKind = (typeof importKinds)[number]

export const encodings = ['utf-8', 'gb18030'] as const
export const Encoding = Type.Enum(encodings)

/** A refusal or a remark about one row; `code` is stable and translated by the client. */
export const RowProblem = Type.Object({
  code: Type.String(),
  field: Type.Optional(Type.String()),
  value: Type.Optional(Type.String()),
})
export type RowProblem = Static<typeof RowProblem>

/**
 * Why a row is refused (it changes nothing) or remarked upon (it is imported, and listed).
 * The client translates each by an exhaustive record.
 */
export const rowProblems = {
  'value-missing': 'refused',
  'value-invalid': 'refused',
  'number-out-of-range': 'refused',
  'date-invalid': 'refused',
  'coordinates-missing': 'refused',
  'coordinates-invalid': 'refused',
  'coordinates-swapped': 'refused',
  'geometry-invalid': 'refused',
  'duplicate-in-file': 'refused',
  'reference-unknown': 'refused',
  'value-taken': 'refused',
  'row-malformed': 'refused',
  'outside-areas': 'remark',
  'on-two-areas': 'remark',
  'shares-point': 'remark',
  'value-unknown': 'remark',
  'geometry-repaired': 'remark',
} as const satisfies Record<string, 'refused' | 'remark'>
export type RowProblemCode = keyof typeof rowProblems

export const importOutcomes = ['added', 'changed', 'same', 'refused'] as const

/** A field that a kind of import accepts, for the mapping screen. */
export const ImportField = Type.Object({
  name: Type.String(),
  required: Type.Boolean(),
})
export type ImportField = Static<typeof ImportField>

/** Field → the columns it is made of; several columns are joined with a space (building + street). */
export const ColumnMapping = Type.Record(Type.String(), Type.Array(Type.String(), { maxItems: 5 }))
export type ColumnMapping = Static<typeof ColumnMapping>

export const ImportCounts = Type.Object({
  rows: Type.Integer(),
  added: Type.Integer(),
  changed: Type.Integer(),
  same: Type.Integer(),
  refused: Type.Integer(),
  /** Rows per problem code, refusals and remarks. */
  problems: Type.Record(Type.String(), Type.Integer()),
})
export type ImportCounts = Static<typeof ImportCounts>

export const importStatuses = ['staged', 'checked', 'applied', 'undone'] as const

export const ImportBatch = Type.Object({
  id: Type.Integer(),
  kind: ImportKind,
  fileName: Type.String(),
  status: Type.Enum(importStatuses),
  datum: Datum,
  encoding: Encoding,
  columns: Type.Array(Type.String()),
  /** The first rows as they are in the file, to show beside the mapping. */
  sample: Type.Array(Type.Record(Type.String(), Type.String())),
  fields: Type.Array(ImportField),
  mapping: ColumnMapping,
  counts: Nullable(ImportCounts),
  createdAt: Instant,
  appliedAt: Nullable(Instant),
  undoneAt: Nullable(Instant),
})
export type ImportBatch = Static<typeof ImportBatch>

export const ImportChoice = Type.Object({
  mapping: Type.Optional(ColumnMapping),
  datum: Type.Optional(Datum),
})
export type ImportChoice = Static<typeof ImportChoice>

/** A value as text, cut to 200 characters. */
const Shown = Type.Unsafe<string | null>({ type: ['string', 'null'] })

export const ImportRow = Type.Object({
  line: Type.Integer(),
  cells: Type.Record(Type.String(), Type.String()),
  outcome: Nullable(Type.Enum(importOutcomes)),
  /** For a changed row: field → [before, after]; `licence.validTo` where it is of a thing below the row's own. */
  changes: Type.Record(Type.String(), Type.Tuple([Shown, Shown])),
  problems: Type.Array(RowProblem),
})
export type ImportRow = Static<typeof ImportRow>

export const ImportRowSearch = Type.Object({
  outcome: Type.Optional(Type.Enum(importOutcomes)),
  /** Only rows with this problem code. */
  problem: Type.Optional(Type.String()),
  offset: Type.Optional(Type.Integer({ minimum: 0 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
})
export type ImportRowSearch = Static<typeof ImportRowSearch>
