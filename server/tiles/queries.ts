import { sql, type RawBuilder } from 'kysely'
import type { Scope } from '../../shared/auth.ts'
import type { Bbox } from '../../shared/geo.ts'
import type { Db } from '../platform/database/index.ts'
import { retailersInScope } from '../retailers/index.ts'

/** `[id, lng, lat, properties]` of a shop on the map. */
export type RetailerPoint = [number, number, number, Record<string, string | number>]

/**
 * All shops of a scope as the JSON text of `RetailerPoint[]`: fifty thousand separate rows take several times as long, and
 * the text goes to another thread unread.
 */
export async function retailerPoints(db: Db, scope: Scope): Promise<string> {
  const { rows } = await sql<{ points: string }>`
    select coalesce(json_agg(json_build_array(id, ST_X(geom), ST_Y(geom), json_strip_nulls(json_build_object(
      'name', coalesce(name, address), 'tier', tier, 'format', format, 'status', status))) order by id), '[]')::text
      as points
    from retailer where ${retailersInScope(scope)}`.execute(db)
  return rows[0]?.points ?? '[]'
}

/** What the map shows first: the territory's extent, else the base map's, else the shops'. */
export async function mapExtent(
  db: Db,
  scope: Scope,
  baseMap: Bbox | undefined,
): Promise<Bbox | null> {
  const areas = await extentOf(db, sql`select ST_Extent(geom) from area where valid_to is null`)
  return (
    areas ??
    baseMap ??
    extentOf(db, sql`select ST_Extent(geom) from retailer where ${retailersInScope(scope)}`)
  )
}

async function extentOf(db: Db, box: RawBuilder<unknown>): Promise<Bbox | null> {
  const { rows } = await sql<{ bbox: Bbox | null }>`
    select case when box is not null
      then json_build_array(ST_XMin(box), ST_YMin(box), ST_XMax(box), ST_YMax(box)) end as bbox
    from (select (${box}) as box) extent`.execute(db)
  return rows[0]?.bbox ?? null
}
