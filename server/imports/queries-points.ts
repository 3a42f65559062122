import { sql } from 'kysely'
import type { Db } from '../platform/database/index.ts'

/**
 * A `with` list that ends in `covered` (id, area_id, kind): which areas in force cover which of the points (id, geom).
 * Area by area, for PostGIS prepares a polygon once while it stays the same; plain numbers sort out the points that
 * lie outside its box, several times faster than geometries do. A point that is null lies nowhere.
 */
const coverage = (points: string) => `
  point as materialized (
    select id, geom, ST_X(geom) as x, ST_Y(geom) as y from (${points}) p),
  boxed as materialized (
    select id, kind, geom, ST_XMin(geom) as west, ST_XMax(geom) as east, ST_YMin(geom) as south, ST_YMax(geom) as north
    from area where valid_to is null),
  covered as materialized (
    select p.id, a.id as area_id, a.kind
    from boxed a cross join lateral (
      select id from point
      where x between west and east and y between south and north and ST_Covers(a.geom, geom) offset 0) p)`

/** Points of staged rows that are new or moved; `offset 0` has each read from its text once. */
const stagedPoints = (batchId: number) => `
  select line as id, record->>'code' as code, (record->>'geom')::geometry as geom from import_row
  where batch_id = ${String(batchId)} and outcome in ('added', 'changed') and record->>'geom' is not null offset 0`

/** Lines from `remarked` (line, code) get the remark `code`. */
const remark = (batchId: number) => `
  update import_row r set problems = r.problems || jsonb_build_array(jsonb_build_object('code', remarked.code))
  from remarked where r.batch_id = ${String(batchId)} and r.line = remarked.line`

/** Points outside every area or on the border of two of a kind; nothing while there are no areas. */
export const remarkOnAreas = (db: Db, batchId: number) =>
  sql
    .raw(
      `
    with ${coverage(stagedPoints(batchId))},
    remarked as (
      select id as line, 'outside-areas' as code from point
      where exists (select from boxed) and id not in (select id from covered)
      union all
      select distinct id, 'on-two-areas' from covered group by id, kind having count(*) > 1)
    ${remark(batchId)}`,
    )
    .execute(db)

/** Shops of the file that stand on the very point of another, in the file or known already. */
export const remarkOnSharedPoints = (db: Db, batchId: number) =>
  sql
    .raw(
      `
    with point as materialized (${stagedPoints(batchId)}),
    remarked as (
      select id as line, 'shares-point' as code from (select id, count(*) over (partition by geom) as shops from point) counted where shops > 1
      union
      select p.id, 'shares-point' from point p join retailer o on o.geom && p.geom and o.geom = p.geom and o.code <> p.code)
    ${remark(batchId)}`,
    )
    .execute(db)

/**
 * Gives each shop or report the area that covers it: of the finest kind, then the one with the lowest id.
 * @param batchId only rows that this batch wrote; all without
 */
export const placeInAreas = (db: Db, table: 'retailer' | 'report', batchId?: number) => {
  const written =
    batchId === undefined
      ? ''
      : `where id::text in (select row_id from import_change
                            where batch_id = ${String(batchId)} and table_name = '${table}')`
  return sql
    .raw(
      `
    with ${coverage(`select id, geom from ${table} ${written}`)},
    placed as (
      select id, (array_agg(area_id order by array_position(array['cell', 'station', 'district', 'other', 'city'], kind), area_id))[1] as area_id
      from point left join covered using (id) group by id)
    update ${table} t set area_id = placed.area_id
    from placed where placed.id = t.id and t.area_id is distinct from placed.area_id`,
    )
    .execute(db)
}
