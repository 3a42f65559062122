import { sql } from 'kysely'
import type { Bbox } from '../../shared/geo.ts'
import type { ImportCounts, RowProblem, RowProblemCode } from '../../shared/imports.ts'
import type { Db } from '../platform/database/index.ts'
import { recordKey, type RowRecord } from './fields/field.ts'
import type { Claim, Need, Reference, Staged, Target } from './kinds/kind.ts'
import { rowImage, type TableShape } from './queries-shape.ts'
import type { StagedRow } from './queries-batch.ts'

/** Lines of one batch, inclusive: no statement takes a whole file at once. */
export interface Slice {
  readonly batchId: number
  readonly from: number
  readonly to: number
}

export interface JudgedRow {
  readonly line: number
  readonly record: RowRecord
  readonly problems: RowProblem[]
  readonly refused: boolean
}

const inSlice = ({ batchId, from, to }: Slice) =>
  `r.batch_id = ${String(batchId)} and r.line between ${String(from)} and ${String(to)}`

/** The rows of a slice that are not refused; `only` narrows them further. */
export const stagedIn =
  (slice: Slice, only = `r.outcome <> 'refused'`): Staged =>
  (joins = '') =>
    `from import_row r ${joins} where ${inSlice(slice)} and ${only}`

/** A problem as it is stored, appended to those of row `r`. */
const addProblem = (code: string, field: string, value: string) =>
  `r.problems || jsonb_build_array(jsonb_strip_nulls(jsonb_build_object(
     'code', '${code}', 'field', '${field}', 'value', left(${value}, 200))))`

/** The lines of a batch (all, or those for which `only` holds) cut into slices of at most `size` rows. */
export async function sliceBatch(
  db: Db,
  batchId: number,
  size: number,
  only = 'true',
): Promise<Slice[]> {
  const { rows } = await sql<{ from: number; to: number }>`
    select min(line) as "from", max(line) as "to"
    from (select line, (row_number() over (order by line) - 1) / ${size}::integer as part
          from import_row where batch_id = ${batchId} and ${sql.raw(only)}) numbered
    group by part order by part`.execute(db)
  return rows.map((row) => ({ batchId, ...row }))
}

export async function readStagedRows(db: Db, slice: Slice): Promise<StagedRow[]> {
  const { rows } = await sql<StagedRow>`
    select r.line, r.cells from import_row r where ${sql.raw(inSlice(slice))} order by r.line`.execute(
    db,
  )
  return rows
}

/** Stores what the cells mean: something new until a table knows it. What an earlier check said is forgotten. */
export const storeJudged = (db: Db, batchId: number, rows: readonly JudgedRow[]) =>
  sql`
    update import_row r
    set record = j.record, problems = j.problems, changes = '{}',
        outcome = case when j.refused then 'refused' else 'added' end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
         as j (line integer, record jsonb, problems jsonb, refused boolean)
    where r.batch_id = ${batchId} and r.line = j.line`.execute(db)

/** From the second on: the first of several rows that agree on `value` (SQL over `record`) is imported. */
export const refuseRepeated = (
  db: Db,
  batchId: number,
  code: RowProblemCode,
  { field, value }: Claim,
) =>
  sql
    .raw(
      `
    update import_row r
    set outcome = 'refused', problems = ${addProblem(code, field, 'd.value')}
    from (select line, value, row_number() over (partition by value order by line) as n
          from (select line, ${value} as value from import_row
                where batch_id = ${String(batchId)} and outcome <> 'refused') claimed
          where value is not null) d
    where r.batch_id = ${String(batchId)} and r.line = d.line and d.n > 1`,
    )
    .execute(db)

/** Refuses rows with a code that stands for nothing. Lists are looked at code by code. */
export const refuseUnknown = (db: Db, slice: Slice, { field, key, known, alsoInFile }: Reference) =>
  sql
    .raw(
      `
    update import_row r
    set outcome = 'refused', problems = ${addProblem('reference-unknown', field, 'unknown.code')}
    from (select r.line, string_agg(code.value, ', ') as code
          ${stagedIn(slice)(`cross join lateral jsonb_array_elements_text(
            case jsonb_typeof(r.record->'${key}') when 'array' then r.record->'${key}'
                 else jsonb_build_array(r.record->'${key}') end) code (value)`)}
            and r.record->>'${key}' is not null and not (${known})
            ${
              alsoInFile
                ? `and code.value not in (select f.record->>'code' from import_row f
                            where f.batch_id = ${String(slice.batchId)} and f.record->>'code' is not null)`
                : ''
            }
          group by r.line) unknown
    where ${inSlice(slice)} and r.line = unknown.line`,
    )
    .execute(db)

/** Polygons become valid MultiPolygons; what had to be repaired is remarked upon. */
export const repairPolygons = (db: Db, slice: Slice) =>
  sql
    .raw(
      `
    update import_row r
    set record = r.record || jsonb_build_object('geom', g.geom::text),
        outcome = case when ST_IsEmpty(g.geom) then 'refused' else r.outcome end,
        problems = case when ST_IsEmpty(g.geom) then ${addProblem('geometry-invalid', 'geometry', 'null')}
                        when not g.valid then ${addProblem('geometry-repaired', 'geometry', 'null')}
                        else r.problems end
    from (select line, ST_IsValid(given) as valid,
                 ST_Multi(case when ST_IsValid(given) then given
                               else ST_CollectionExtract(ST_MakeValid(given), 3) end) as geom
          from (select r.line, (r.record->>'geom')::geometry as given
                ${stagedIn(slice)()} and r.record->>'geom' is not null offset 0) parsed) g
    where ${inSlice(slice)} and r.line = g.line`,
    )
    .execute(db)

/** Rows that the main table knows already change it, or leave it the same. */
export const judgeRows = (db: Db, slice: Slice, target: Target, shape: TableShape) =>
  sql
    .raw(
      `
    update import_row r
    set outcome = c.outcome, changes = coalesce(c.changes, '{}')
    from (${compare(stagedIn(slice), target, shape, '')}) c
    where ${inSlice(slice)} and r.line = c.line and c.outcome <> 'added'`,
    )
    .execute(db)

/** A row that leaves the main table as it is may still change another one. */
export const judgeFurther = (db: Db, slice: Slice, target: Target, shape: TableShape) =>
  sql
    .raw(
      `
    update import_row r
    set outcome = 'changed', changes = r.changes || c.changes
    from (select line, jsonb_object_agg(field, pair) as changes
          from (${compare(stagedIn(slice, `r.outcome in ('same', 'changed')`), target, shape, `${target.table}.`)}) compared
          cross join lateral jsonb_each(
            case outcome when 'added' then jsonb_build_object('${target.table}', jsonb_build_array(null, left(record::text, 200)))
                         else coalesce(changes, '{}') end) change (field, pair)
          where outcome <> 'same'
          group by line) c
    where ${inSlice(slice)} and r.line = c.line`,
    )
    .execute(db)

/** So does a row that takes something away. */
export async function judgeSurplus(db: Db, slice: Slice, { table, surplus }: Target) {
  if (!surplus) return
  await sql
    .raw(
      `
    update import_row r
    set outcome = 'changed', changes = r.changes || c.changes
    from (select s.line, jsonb_build_object('${table}', jsonb_build_array(left(string_agg(to_jsonb(o)::text, ', '), 200), null)) as changes
          from (${surplus(stagedIn(slice, `r.outcome in ('same', 'changed')`))}) s
          join ${table} o using (id)
          group by s.line) c
    where ${inSlice(slice)} and r.line = c.line`,
    )
    .execute(db)
}

/**
 * (line, record, outcome, changes) of what a target would do. Changes are field → [before, after], the field with
 * `prefix` before it; the position is told by its geometry alone. `offset 0` has each row compared once.
 */
function compare(staged: Staged, target: Target, shape: TableShape, prefix: string): string {
  const after = `jsonb_populate_record(pair.o, pair.record)`
  return `
    with s as materialized (${target.rows(staged)})
    select line, record, outcome, case outcome when 'changed' then (
      select jsonb_object_agg('${prefix}' || b.key, jsonb_build_array(left(b.value, 200), left(a.value, 200)))
      from jsonb_each_text(${rowImage(shape, '(pair.o)')}) b
      join jsonb_each_text((select ${rowImage(shape, 'n')} from ${after} n)) a using (key)
      where a.value is distinct from b.value and key not like 'source_%') end as changes
    from (select s.line, s.record, o,
                 case when o.${shape.key[0] ?? ''} is null then 'added'
                      when o is distinct from jsonb_populate_record(o, s.record) then 'changed'
                      else 'same' end as outcome
          from s left join ${target.table} o on ${target.match}
          offset 0) pair`
}

/** New things must bring what old ones have already; some things must hold of both. */
export async function refuseUnmet(db: Db, slice: Slice, { field, code, met, ofEveryRow }: Need) {
  await sql
    .raw(
      `
    update import_row r
    set outcome = 'refused', problems = ${addProblem(code, field, `record->>'${recordKey(field)}'`)}
    where ${inSlice(slice)} and r.outcome ${ofEveryRow ? '<>' : '='} ${ofEveryRow ? `'refused'` : `'added'`} and not (${met})`,
    )
    .execute(db)
}

/** The territory with a tenth of a degree around it, to recognise pairs in the wrong order. */
export async function readExtent(db: Db): Promise<Bbox | null> {
  const { rows } = await sql<{ bbox: Bbox | null }>`
    select case when e is not null then array[ST_XMin(e) - 0.1, ST_YMin(e) - 0.1, ST_XMax(e) + 0.1, ST_YMax(e) + 0.1]
           end as bbox
    from (select ST_Extent(geom) as e from area where valid_to is null) extent`.execute(db)
  return rows[0]?.bbox ?? null
}

export async function countOutcomes(db: Db, batchId: number): Promise<ImportCounts> {
  const { rows } = await sql<Omit<ImportCounts, 'problems'>>`
    select count(*) as rows, count(*) filter (where outcome = 'added') as added,
           count(*) filter (where outcome = 'changed') as changed,
           count(*) filter (where outcome = 'same') as same,
           count(*) filter (where outcome = 'refused') as refused
    from import_row where batch_id = ${batchId}`.execute(db)
  const problems = await sql<{ code: string; rows: number }>`
    select problem->>'code' as code, count(distinct line) as rows
    from import_row, jsonb_array_elements(problems) problem
    where batch_id = ${batchId} group by 1 order by 1`.execute(db)
  const [counts] = rows
  if (!counts) throw new Error('counting returned no row')
  return {
    ...counts,
    problems: Object.fromEntries(problems.rows.map(({ code, rows }) => [code, rows])),
  }
}
