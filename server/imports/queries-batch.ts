import { sql, type RawBuilder } from 'kysely'
import type { Datum } from '../../shared/geo.ts'
import type {
  ColumnMapping,
  ImportBatch,
  ImportCounts,
  ImportKind,
  ImportRow,
  ImportRowSearch,
} from '../../shared/imports.ts'
import type { Db } from '../platform/database/index.ts'
import { kinds } from './kinds/all-kinds.ts'

export interface NewBatch {
  readonly kind: ImportKind
  readonly fileName: string
  readonly encoding: 'utf-8' | 'gb18030'
  readonly datum: Datum
  readonly personId: number | null
}

/** A staged row: its place in the file and its cells as they are. */
export interface StagedRow {
  readonly line: number
  readonly cells: Record<string, string>
}

export async function addBatch(db: Db, batch: NewBatch): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into import_batch (kind, file_name, encoding, datum, columns, mapping, created_by)
    values (${batch.kind}, ${batch.fileName}, ${batch.encoding}, ${batch.datum}, '[]', '{}', ${batch.personId})
    returning id`.execute(db)
  const [row] = rows
  if (!row) throw new Error('the batch was not stored')
  return row.id
}

/** Stores rows in one statement, whatever their number. */
export const addStagedRows = (db: Db, batchId: number, rows: readonly StagedRow[]) =>
  sql`
    insert into import_row (batch_id, line, cells)
    select ${batchId}::integer, r.line, r.cells
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (line integer, cells jsonb)`.execute(
    db,
  )

/** Planners believe a table without statistics to be nearly empty, and join it row by row. */
export const analyseStagedRows = (db: Db) =>
  sql`analyze import_row (batch_id, line, outcome)`.execute(db)

export const setColumns = (
  db: Db,
  batchId: number,
  columns: readonly string[],
  mapping: ColumnMapping,
) =>
  sql`
    update import_batch
    set columns = ${JSON.stringify(columns)}::jsonb, mapping = ${JSON.stringify(mapping)}::jsonb
    where id = ${batchId}`.execute(db)

export const setChoice = (db: Db, batchId: number, mapping: ColumnMapping, datum: Datum) =>
  sql`
    update import_batch
    set mapping = ${JSON.stringify(mapping)}::jsonb, datum = ${datum}, status = 'staged', counts = '{}'
    where id = ${batchId}`.execute(db)

export const setCounts = (db: Db, batchId: number, counts: ImportCounts, status: string) =>
  sql`
    update import_batch set counts = ${JSON.stringify(counts)}::jsonb, status = ${status}
    where id = ${batchId}`.execute(db)

export const removeBatch = (db: Db, batchId: number) =>
  sql`delete from import_batch where id = ${batchId}`.execute(db)

interface BatchRow extends Omit<ImportBatch, 'fields' | 'counts'> {
  counts: ImportCounts | Record<string, never>
}

async function selectBatches(db: Db, filter: RawBuilder<unknown>): Promise<ImportBatch[]> {
  const { rows } = await sql<BatchRow>`
    select b.id, b.kind, b.file_name as "fileName", b.status, b.datum, b.encoding, b.columns, b.mapping, b.counts,
           b.created_at as "createdAt", b.applied_at as "appliedAt", b.undone_at as "undoneAt",
           coalesce((select jsonb_agg(r.cells order by r.line)
                     from (select line, cells from import_row where batch_id = b.id order by line limit 5) r),
                    '[]') as sample
    from import_batch b ${filter}`.execute(db)
  return rows.map((row) => ({
    ...row,
    counts: 'rows' in row.counts ? (row.counts as ImportCounts) : null,
    fields: kinds[row.kind].fields.map(({ name, required = false }) => ({ name, required })),
  }))
}

export async function batchById(db: Db, id: number): Promise<ImportBatch | undefined> {
  return (await selectBatches(db, sql`where b.id = ${id}`))[0]
}

/** The newest first; people files only for those who may import people. */
export const latestBatches = (db: Db, seesPeople: boolean) =>
  selectBatches(db, sql`where ${seesPeople} or b.kind <> 'people' order by b.id desc limit 50`)

/** Holds the batch for this transaction, and says what state it is in. */
export async function lockBatch(db: Db, id: number): Promise<string | undefined> {
  const { rows } = await sql<{ status: string }>`
    select status from import_batch where id = ${id} for update`.execute(db)
  return rows[0]?.status
}

export async function findRows(
  db: Db,
  batchId: number,
  { outcome, problem, offset = 0, limit = 50 }: ImportRowSearch,
): Promise<{ rows: ImportRow[]; total: number }> {
  const filter = sql`
    from import_row where batch_id = ${batchId}
      and (${outcome ?? null}::text is null or outcome = ${outcome ?? null})
      and (${problem ?? null}::text is null
           or problems @> jsonb_build_array(jsonb_build_object('code', ${problem ?? null}::text)))`
  const { rows } = await sql<ImportRow>`
    select line, cells, outcome, changes, problems ${filter}
    order by line offset ${offset} limit ${limit}`.execute(db)
  const counted = await sql<{ total: number }>`select count(*) as total ${filter}`.execute(db)
  return {
    rows: rows.map((row) => ({ ...row, changes: nameFields(row.changes) })),
    total: counted.rows[0]?.total ?? 0,
  }
}

/** Columns by the names of the contract: `manager_id` → `managerId`. */
function nameFields(changes: ImportRow['changes']): ImportRow['changes'] {
  const camel = (name: string) =>
    name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
  return Object.fromEntries(Object.entries(changes).map(([name, pair]) => [camel(name), pair]))
}
