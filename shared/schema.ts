import { Type, type TSchema } from 'typebox'

/** The value or null: an unknown fact is always null, never an empty string or 0. */
export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** A page of a longer list. `total` counts all rows that match, not only these. */
export const Page = <T extends TSchema>(row: T) =>
  Type.Object({ rows: Type.Array(row), total: Type.Integer() })
