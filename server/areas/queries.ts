import { sql } from 'kysely'
import type { Area, AreaKind } from '../../shared/areas.ts'
import type { Db } from '../platform/database/index.ts'

/** Boundaries in force now, optionally of one kind. */
export async function currentAreas(db: Db, kind: AreaKind | undefined): Promise<Area[]> {
  const { rows } = await sql<Area>`
    select id, code, name, name_en as "nameEn", kind, parent_id as "parentId",
           population, population_kind as "populationKind", population_year as "populationYear",
           population_source as "populationSource", planned_licences as "plannedLicences"
    from area
    where valid_to is null and (${kind ?? null}::text is null or kind = ${kind ?? null})
    order by kind, code, id`.execute(db)
  return rows
}

/** Five metres at the equator: less than the width of the line that is drawn. */
const TOLERANCE_DEGREES = 0.000_05

/**
 * The outlines of one kind as GeoJSON text, made by the database so that megabytes of coordinates are never parsed here.
 * Six decimals are a tenth of a metre.
 */
export async function outlinesOf(db: Db, kind: AreaKind): Promise<string> {
  const { rows } = await sql<{ text: string }>`
    select json_build_object('type', 'FeatureCollection', 'features', coalesce(json_agg(json_build_object(
      'type', 'Feature', 'id', id,
      'properties', json_build_object('id', id, 'code', code, 'name', name, 'nameEn', name_en),
      'geometry', ST_AsGeoJSON(ST_Multi(ST_SimplifyPreserveTopology(geom, ${TOLERANCE_DEGREES}::double precision)), 6)::json
    ) order by id), '[]'))::text as text
    from area where valid_to is null and kind = ${kind}`.execute(db)
  return rows[0]?.text ?? ''
}
