import { sql, type RawBuilder } from 'kysely'
import type { AreaKind } from '../../shared/areas.ts'
import type { Scope } from '../../shared/auth.ts'
import type { RuleSet } from '../../shared/licences.ts'
import type { Retailer } from '../../shared/retailers.ts'
import type { Db } from '../platform/database/index.ts'
import { isOpenReport } from '../reports/index.ts'
import { licensedOn, retailersInScope, retailersWhere } from '../retailers/index.ts'

/** What of an area goes into its density. */
export interface AreaFacts {
  id: number
  population: number | null
  planned: number | null
  /** Geodesic, on the WGS 84 ellipsoid, water included. */
  km2: number
}

export async function areaFacts(db: Db, kind: AreaKind): Promise<AreaFacts[]> {
  const { rows } = await sql<AreaFacts>`
    select id, population, planned_licences as planned, ST_Area(geom::geography) / 1e6 as km2
    from area where kind = ${kind} and valid_to is null order by id`.execute(db)
  return rows
}

/**
 * `id, area_of` of each counted row: the assigned area when it is of the kind, else the nearest of its parents that is,
 * else the one whose boundary covers the point, the lowest id when several do; null outside all of them. So each counts
 * once per kind, and only what has no assigned area is compared with outlines.
 *
 * @param counted a query of `id, geom, area_id`
 */
const placed = (kind: AreaKind, counted: RawBuilder<unknown>) => sql`
  with recursive climb as (
    select id as from_id, id, kind, parent_id from area
    union all
    select climb.from_id, area.id, area.kind, area.parent_id
    from climb join area on area.id = climb.parent_id
    where climb.kind <> ${kind}),
  assigned as (
    select climb.from_id, climb.id from climb join area using (id)
    where climb.kind = ${kind} and area.valid_to is null),
  counted as (${counted})
  select counted.id, case
    when assigned.id is not null then assigned.id
    else (select min(area.id) from area
          where area.kind = ${kind} and area.valid_to is null and ST_Covers(area.geom, counted.geom))
    end as area_of
  from counted left join assigned on assigned.from_id = counted.area_id`

const licensedShops = (kind: AreaKind, day: string) =>
  placed(kind, sql`select id, geom, area_id from retailer where ${licensedOn(day)}`)

const openReports = (kind: AreaKind) =>
  placed(kind, sql`select id, geom, area_id from report where ${isOpenReport}`)

/** How many rows lie in each area; under null those outside all. */
async function countByArea(db: Db, rowsPlaced: RawBuilder<unknown>) {
  const { rows } = await sql<{ areaId: number | null; n: number }>`
    select area_of as "areaId", count(*) as n from (${rowsPlaced}) placed group by area_of`.execute(
    db,
  )
  return new Map(rows.map(({ areaId, n }) => [areaId, n]))
}

export const licencesByArea = (db: Db, kind: AreaKind, day: string) =>
  countByArea(db, licensedShops(kind, day))

export const openReportsByArea = (db: Db, kind: AreaKind) => countByArea(db, openReports(kind))

/** Licensed shops of the scope whose point lies outside every area of the kind. */
export const licensedOutside = (
  db: Db,
  kind: AreaKind,
  day: string,
  scope: Scope,
  limit: number,
): Promise<Retailer[]> =>
  retailersWhere(
    db,
    sql`${retailersInScope(scope)} and retailer.id in
      (select id from (${licensedShops(kind, day)}) placed where area_of is null)`,
    limit,
  )

export async function ruleSetOn(db: Db, day: string): Promise<RuleSet | undefined> {
  const { rows } = await sql<RuleSet>`
    select id, name, valid_from as "validFrom", source_text as "sourceText", rules
    from rule_set where valid_from <= ${day}::date
    order by valid_from desc, id desc limit 1`.execute(db)
  return rows[0]
}

/** Schools and kindergartens as GeoJSON text; `gates` are the pairs from which distances are measured. */
export async function placesText(db: Db): Promise<string> {
  const { rows } = await sql<{ text: string }>`
    select json_build_object('type', 'FeatureCollection', 'features', coalesce(json_agg(json_build_object(
      'type', 'Feature', 'id', id, 'geometry', ST_AsGeoJSON(geom, 6)::json,
      'properties', json_build_object('id', id, 'kind', kind, 'name', name, 'nameEn', name_en, 'gates', coalesce((
        select json_agg(json_build_array(ST_X(gate.geom), ST_Y(gate.geom)) order by gate.id)
        from sensitive_place_gate gate where gate.place_id = sensitive_place.id), '[]'))
    ) order by id), '[]'))::text as text
    from sensitive_place`.execute(db)
  return rows[0]?.text ?? ''
}
