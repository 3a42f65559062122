import { sql } from 'kysely'
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

/** Which kinds each layer of the base map has. */
export async function baseKinds(db: Db): Promise<{ layer: string; kind: string }[]> {
  const { rows } = await sql<{ layer: string; kind: string }>`
    select distinct layer, coalesce(kind, '') as kind from base_feature order by layer, kind`.execute(
    db,
  )
  return rows
}

/** The features of some kinds of one layer, with what the style may read. */
export async function baseFeatures(
  db: Db,
  layer: string,
  kinds: string[],
): Promise<GeoJSON.FeatureCollection> {
  const { rows } = await sql<{ collection: GeoJSON.FeatureCollection }>`
    select json_build_object('type', 'FeatureCollection', 'features', coalesce(json_agg(json_build_object(
      'type', 'Feature', 'geometry', ST_AsGeoJSON(geom, 6)::json,
      'properties', json_strip_nulls(json_build_object('kind', kind, 'name', name, 'name_en', name_en)))
      order by id), '[]')) as collection
    from base_feature where layer = ${layer} and coalesce(kind, '') = any(${kinds}::text[])`.execute(
    db,
  )
  return rows[0]?.collection ?? { type: 'FeatureCollection', features: [] }
}

/** What the map shows first: the territory's extent, else the base map's (its sea may be wide), else the shops'. */
export async function mapExtent(db: Db, scope: Scope): Promise<Bbox | null> {
  const { rows } = await sql<{ bbox: Bbox | null }>`
    select case when box is not null
      then json_build_array(ST_XMin(box), ST_YMin(box), ST_XMax(box), ST_YMax(box)) end as bbox
    from (select coalesce(
      (select ST_Extent(geom) from area where valid_to is null),
      (select ST_Extent(geom) from base_feature),
      (select ST_Extent(geom) from retailer where ${retailersInScope(scope)})) as box) extent`.execute(
    db,
  )
  return rows[0]?.bbox ?? null
}
