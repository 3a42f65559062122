import { sql } from 'kysely'
import type { Db } from '../platform/database/index.ts'
import type { Target } from './kinds/kind.ts'
import { stagedIn, type Slice } from './queries-check.ts'
import { rowImage, rowKey, rowPrint, type TableShape } from './queries-shape.ts'

interface Write {
  readonly slice: Slice
  readonly target: Target
  readonly shape: TableShape
  /** Field-clock day, from which a changed area counts. */
  readonly today: string
}

/** What was done to `rows` (key, before, after): before as the image of a row, after as its fingerprint. */
const journal = (batchId: number, table: string, rows: string) => `
  insert into import_change (batch_id, table_name, row_id, before, after)
  select ${String(batchId)}, '${table}', key, before, after from (${rows}) written
  on conflict (batch_id, table_name, row_id) do update set after = excluded.after`

/** What a checked file says, minus what is there already. */
const toWrite = ({ slice, target }: Write) =>
  target.rows(stagedIn(slice, `r.outcome in ('added', 'changed')`))

/** Rows that the file no longer names, before those it names are written. */
export async function removeSurplus(db: Db, write: Write): Promise<void> {
  const { slice, target, shape } = write
  if (!target.surplus) return
  await sql
    .raw(
      `
    with gone as (
      delete from ${target.table} o
      using (${target.surplus(stagedIn(slice, `r.outcome in ('added', 'changed')`))}) surplus
      where o.id = surplus.id returning o.*)
    ${journal(slice.batchId, target.table, `select ${rowKey(shape, 'gone')} as key, ${rowImage(shape, 'gone')} as before, null::jsonb as after from gone`)}`,
    )
    .execute(db)
}

/** Rows that exist and differ; a counter goes up, a territory keeps its past. */
export async function updateRows(db: Db, write: Write): Promise<void> {
  const { slice, target, shape, today } = write
  if (target.keepsPast) await keepPast(db, write)
  const set = shape.columns
    .filter((column) => !shape.key.includes(column))
    .map((column) => {
      if (column === target.counter) return `${column} = t.${column} + 1`
      if (target.keepsPast && column === 'valid_from')
        return `${column} = greatest(n.${column}, '${today}')`
      return `${column} = n.${column}`
    })
  // A grant is all key: it is there or it is not.
  if (set.length === 0) return
  const sameRow = shape.key.map((column) => `t.${column} = o.${column}`).join(' and ')
  await sql
    .raw(
      `
    with s as materialized (${toWrite(write)}),
    written as (
      update ${target.table} t set ${set.join(', ')}
      from s join ${target.table} o on ${target.match}
      cross join lateral jsonb_populate_record(o, s.record) n
      where ${sameRow} and o is distinct from n
      returning ${rowKey(shape, 't')} as key, ${rowImage(shape, 'o')} as before, ${rowPrint(shape, 't')} as after)
    ${journal(slice.batchId, target.table, 'select key, before, after from written')}`,
    )
    .execute(db)
}

/**
 * A changed area stays the same territory, so everything that points at it stays; what it was until today is kept
 * as a row of its own, for the density of last year is computed on last year's polygons.
 */
async function keepPast(db: Db, write: Write): Promise<void> {
  const { slice, target, shape, today } = write
  const columns = shape.columns.filter((column) => !shape.key.includes(column))
  const past = columns.map((column) => (column === 'valid_to' ? `'${today}'::date` : `o.${column}`))
  await sql
    .raw(
      `
    with s as materialized (${toWrite(write)}),
    past as (
      insert into ${target.table} (${columns.join(', ')})
      select ${past.join(', ')}
      from s join ${target.table} o on ${target.match}
      cross join lateral jsonb_populate_record(o, s.record) n
      where o.valid_from < '${today}' and o is distinct from n
      returning *)
    ${journal(slice.batchId, target.table, `select ${rowKey(shape, 'past')} as key, null::jsonb as before, ${rowPrint(shape, 'past')} as after from past`)}`,
    )
    .execute(db)
}

/** Rows that are not there yet. What a row does not say is what the table, or the kind of import, says of a new one. */
export async function insertRows(db: Db, write: Write): Promise<void> {
  const { slice, target, shape } = write
  const columns = shape.columns.filter((column) => !shape.identities.includes(column))
  const values = columns.map((column) => {
    if (column === 'imported_by') return String(slice.batchId)
    const fallback = shape.defaults[column]
    if (fallback === undefined) return `n.${column}`
    return `case when s.record ? '${column}' then n.${column} else ${fallback} end`
  })
  await sql
    .raw(
      `
    with s as materialized (
      select line, ${target.fresh ? `${target.fresh} || ` : ''}record as record from (${toWrite(write)}) s),
    added as (
      insert into ${target.table} (${columns.join(', ')})
      select ${values.join(', ')}
      from s left join ${target.table} o on ${target.match}
      cross join lateral jsonb_populate_record(null::${target.table}, s.record) n
      where o.${shape.key[0] ?? ''} is null
      ${target.order ? `order by ${target.order}` : ''}
      returning *)
    ${journal(slice.batchId, target.table, `select ${rowKey(shape, 'added')} as key, null::jsonb as before, ${rowPrint(shape, 'added')} as after from added`)}`,
    )
    .execute(db)
}

export const markApplied = (db: Db, batchId: number) =>
  sql`update import_batch set status = 'applied', applied_at = now() where id = ${batchId}`.execute(
    db,
  )
