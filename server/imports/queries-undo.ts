import { sql } from 'kysely'
import type { Db } from '../platform/database/index.ts'
import {
  derivedColumns,
  readReferrers,
  readShape,
  rowKey,
  rowPrint,
  type TableShape,
} from './queries-shape.ts'

const changesOf = (batchId: number, table: string) =>
  `import_change c where c.batch_id = ${String(batchId)} and c.table_name = '${table}'`

async function count(db: Db, text: string): Promise<number> {
  const { rows } = await sql.raw<{ n: number }>(text).execute(db)
  return rows[0]?.n ?? 0
}

/** Rows that are no longer as the batch left them. */
export const countChangedSince = (db: Db, batchId: number, shape: TableShape) =>
  count(
    db,
    `select count(*) as n
     from (select c.row_id, c.after from ${changesOf(batchId, shape.table)}) c
     left join ${shape.table} t on ${rowKey(shape, 't')} = c.row_id
     where c.after is distinct from case when t.${shape.key[0] ?? ''} is not null then ${rowPrint(shape, 't')} end`,
  )

/** Rows the batch added that something outside the batch points at now. */
export async function countUsedSince(db: Db, batchId: number, shape: TableShape): Promise<number> {
  let used = 0
  for (const { table, column } of await readReferrers(db, shape.table)) {
    const referrer = await readShape(db, table)
    used += await count(
      db,
      `select count(distinct x.${column}) as n from ${table} x
       where x.${column}::text in (select c.row_id from ${changesOf(batchId, shape.table)} and c.before is null)
         and ${rowKey(referrer, 'x')} not in (select c.row_id from ${changesOf(batchId, table)})`,
    )
  }
  return used
}

/** Children point at nothing that the batch added before its rows go. */
export const forgetAreas = (db: Db, batchId: number, table: 'retailer' | 'report') =>
  sql
    .raw(
      `
    update ${table} set area_id = null
    where area_id::text in (select c.row_id from ${changesOf(batchId, 'area')} and c.before is null)`,
    )
    .execute(db)

export async function restoreChanged(db: Db, batchId: number, shape: TableShape): Promise<void> {
  const set = shape.columns
    .filter((column) => !shape.key.includes(column))
    .filter((column) => !derivedColumns[shape.table]?.includes(column))
    .map((column) => `${column} = n.${column}`)
  // A row that is all key is there or not, and never changes.
  if (set.length === 0) return
  await sql
    .raw(
      `
    update ${shape.table} t set ${set.join(', ')}
    from (select c.row_id, c.before from ${changesOf(batchId, shape.table)} and c.before is not null and c.after is not null) c
    cross join lateral jsonb_populate_record(null::${shape.table}, c.before) n
    where ${rowKey(shape, 't')} = c.row_id`,
    )
    .execute(db)
}

export const removeAdded = (db: Db, batchId: number, shape: TableShape) =>
  sql
    .raw(
      `
    delete from ${shape.table} t
    where ${rowKey(shape, 't')} in (select c.row_id from ${changesOf(batchId, shape.table)} and c.before is null)`,
    )
    .execute(db)

export const putBackRemoved = (db: Db, batchId: number, shape: TableShape) =>
  sql
    .raw(
      `
    insert into ${shape.table} (${shape.columns.join(', ')}) overriding system value
    select ${shape.columns.map((column) => `n.${column}`).join(', ')}
    from (select c.before from ${changesOf(batchId, shape.table)} and c.after is null) c
    cross join lateral jsonb_populate_record(null::${shape.table}, c.before) n`,
    )
    .execute(db)

export const markUndone = (db: Db, batchId: number) =>
  sql`update import_batch set status = 'undone', undone_at = now() where id = ${batchId}`.execute(
    db,
  )
