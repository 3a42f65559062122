import { sql } from 'kysely'
import type { Db } from '../platform/database/index.ts'

const addRemark = (code: string) => `r.problems || '[{"code":"${code}"}]'`

/** The finest kind of area counts, then the lowest id: one shop lies in one area. */
export const finestArea = `array_position(array['cell', 'station', 'district', 'other', 'city'], a.kind), a.id`

/** Areas in force with a box of four corners: to compare boxes is then not to unpack an outline each time. */
export const boxedAreas = `(select id, kind, geom, ST_Envelope(geom) as box from area where valid_to is null offset 0) a`

/**
 * The points `p` within area `a`, area by area: PostGIS prepares a polygon once while it stays the same, and a
 * detailed one is ten times faster to ask so.
 */
export const coveredBy = (points: string) =>
  `cross join lateral (select * from ${points} where p.geom && a.box and ST_Covers(a.geom, p.geom) offset 0) p`

/** Points of rows that are new or moved, outside every area or on the border of two of a kind. */
export const remarkOnAreas = (db: Db, batchId: number) =>
  sql
    .raw(
      `
    with point as materialized (
      select line, (record->>'geom')::geometry as geom from import_row
      where batch_id = ${String(batchId)} and outcome in ('added', 'changed') and record->>'geom' is not null),
    covered as (
      select p.line, a.kind, count(*) as areas
      from ${boxedAreas} ${coveredBy('point p')}
      group by p.line, a.kind),
    remark as (
      select p.line, case when max(c.areas) is null then 'outside-areas' when max(c.areas) > 1 then 'on-two-areas' end as code
      from point p left join covered c using (line)
      group by p.line)
    update import_row r
    set problems = r.problems || jsonb_build_array(jsonb_build_object('code', remark.code))
    from remark
    where r.batch_id = ${String(batchId)} and r.line = remark.line and remark.code is not null
      and exists (select from area where valid_to is null)`,
    )
    .execute(db)

/** Shops of the file that stand on the very point of another, in the file or known already. */
export const remarkOnSharedPoints = (db: Db, batchId: number) =>
  sql
    .raw(
      `
    with point as materialized (
      select line, record->>'code' as code, (record->>'geom')::geometry as geom from import_row
      where batch_id = ${String(batchId)} and outcome in ('added', 'changed') and record->>'geom' is not null),
    sharing as (
      select line from (select line, count(*) over (partition by geom) as shops from point) counted where shops > 1
      union
      select p.line from point p join retailer o on o.geom && p.geom and o.geom = p.geom and o.code <> p.code)
    update import_row r set problems = ${addRemark('shares-point')}
    from sharing
    where r.batch_id = ${String(batchId)} and r.line = sharing.line`,
    )
    .execute(db)
