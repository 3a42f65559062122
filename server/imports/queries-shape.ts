import { sql } from 'kysely'
import type { Db } from '../platform/database/index.ts'

/** What the catalogue says of a table, as SQL text. */
export interface TableShape {
  readonly table: string
  readonly columns: readonly string[]
  /** Those that hold a geometry. */
  readonly geometries: readonly string[]
  /** Columns that name one row. */
  readonly key: readonly string[]
  /** Columns that number themselves. */
  readonly identities: readonly string[]
  /** Column → the SQL of its default. */
  readonly defaults: Readonly<Record<string, string>>
}

/** Columns that follow from others: no reason for a conflict, worked out anew after every change. */
export const derivedColumns: Readonly<Record<string, readonly string[]>> = {
  retailer: ['area_id'],
  report: ['area_id'],
}

/** Read from the catalogue, so that a migration cannot leave imports behind. */
export async function readShape(db: Db, table: string): Promise<TableShape> {
  const { rows: columns } = await sql<{
    name: string
    type: string
    identity: boolean
    fallback: string | null
  }>`
    select a.attname as name, format_type(a.atttypid, null) as type, a.attidentity <> '' as identity, pg_get_expr(d.adbin, d.adrelid) as fallback
    from pg_attribute a
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = ${table}::regclass and a.attnum > 0 and not a.attisdropped
    order by a.attnum`.execute(db)
  const { rows: keys } = await sql<{ name: string }>`
    select a.attname as name
    from (select indrelid, indkey from pg_index where indrelid = ${table}::regclass and indisunique
          order by indisprimary desc, indexrelid limit 1) i
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
    order by a.attnum`.execute(db)
  return {
    table,
    columns: columns.map(({ name }) => name),
    geometries: columns.filter(({ type }) => type === 'geometry').map(({ name }) => name),
    key: keys.map(({ name }) => name),
    identities: columns.filter(({ identity }) => identity).map(({ name }) => name),
    defaults: Object.fromEntries(
      columns.flatMap(({ name, fallback }) => (fallback === null ? [] : [[name, fallback]])),
    ),
  }
}

/** Text that names the row `alias` in the journal. */
export function rowKey({ key }: TableShape, alias: string): string {
  return `concat_ws('/', ${key.map((column) => `coalesce(${alias}.${column}::text, '-')`).join(', ')})`
}

/** Without what follows from other rows. */
const ownColumns = ({ table, columns }: TableShape) =>
  columns.filter((column) => !derivedColumns[table]?.includes(column))

/**
 * The row `alias` as jsonb, to be put back one day. Geometry as hex EWKB, exact to the last bit: the cast to jsonb
 * that PostGIS brings would round it to nine decimals.
 */
export function rowImage(shape: TableShape, alias: string): string {
  const pairs = ownColumns(shape).map((column) => {
    const cast = shape.geometries.includes(column) ? '::text' : ''
    return `'${column}', ${alias}.${column}${cast}`
  })
  return `jsonb_build_object(${pairs.join(', ')})`
}

/** The row `alias` as a fingerprint, to see later whether it is still the same: ten times cheaper than its image. */
export function rowPrint(shape: TableShape, alias: string): string {
  const values = ownColumns(shape).map((column) => `${alias}.${column}`)
  return `to_jsonb(md5(row(${values.join(', ')})::text))`
}

/** Tables that point at `table`, column by column. */
export async function readReferrers(
  db: Db,
  table: string,
): Promise<{ table: string; column: string }[]> {
  const { rows } = await sql<{ table: string; column: string }>`
    select c.conrelid::regclass::text as "table", a.attname as "column"
    from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid = ${table}::regclass`.execute(db)
  return rows.filter(({ table, column }) => !derivedColumns[table]?.includes(column))
}
