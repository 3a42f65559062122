import { sql, type RawBuilder } from 'kysely'
import type { Scope } from '../../shared/auth.ts'
import type { LngLat } from '../../shared/geo.ts'
import type {
  Neighbour,
  Retailer,
  RetailerProfile,
  RetailerWeek,
  RetailerSearch,
} from '../../shared/retailers.ts'
import type { Db } from '../platform/database/index.ts'
import { anywhere, instantOf, lngLatOf } from '../platform/read-columns.ts'

type Condition = RawBuilder<boolean>

/** Whether the row of `retailer` in a query is a shop that the scope may see. A place that a report is about is none. */
export function retailersInScope({ everything, teamIds, areaIds }: Scope): Condition {
  const isShop = sql<boolean>`retailer.status <> 'reported'`
  if (everything) return isShop
  return sql`${isShop} and (retailer.area_id = any(${areaIds}::integer[]) or retailer.manager_id in
    (select person.id from person where person.team_id = any(${teamIds}::integer[])))`
}

/**
 * Whether the row of `retailer` in a query holds a licence on a day. Without any licence row nothing is known but that the
 * register lists the shop: it counts while it is active. A licence that is cancelled or suspended now counts on no day,
 * because when that happened is not recorded; one marked expired counts until its end.
 */
export const licensedOn = (day: string): Condition => sql`case
  when exists (select from licence where licence.retailer_id = retailer.id) then exists (
    select from licence
    where licence.retailer_id = retailer.id
      and coalesce(licence.valid_from <= ${day}::date, true)
      and coalesce(licence.valid_to >= ${day}::date, licence.status = 'valid')
      and licence.status in ('valid', 'expired'))
  else retailer.status = 'active' end`

/** The newest licence of each shop and its last visit that took place. */
const details = sql`
  left join lateral (
    select number, valid_to from licence where retailer_id = retailer.id
    order by valid_from desc nulls last, id desc limit 1) newest on true
  left join lateral (
    select arrived_at from visit where retailer_id = retailer.id and outcome = 'done'
    order by arrived_at desc limit 1) last_visit on true`

const columns = sql`
  retailer.id, retailer.code, retailer.name, retailer.address, ${lngLatOf('retailer.geom')} as at,
  retailer.format, retailer.setting, retailer.size, retailer.tier, retailer.conduct, retailer.status,
  retailer.manager_id as "managerId", retailer.area_id as "areaId",
  newest.number as "licenceNumber", newest.valid_to as "licenceValidTo",
  ${instantOf('last_visit.arrived_at')} as "lastVisitAt"`

/** Rows of `retailer` that meet a condition, as the contract shows them, in the order of their ids. */
export async function retailersWhere(
  db: Db,
  condition: Condition,
  limit: number,
): Promise<Retailer[]> {
  const { rows } = await sql<Retailer>`
    select ${columns} from retailer ${details} where ${condition}
    order by retailer.id limit ${limit}`.execute(db)
  return rows
}

function matches(search: RetailerSearch): Condition {
  const conditions: Condition[] = []
  const { q, areaId, managerId, format, status, ids, outsideAreas } = search
  const like = q === undefined ? '' : anywhere(q.trim())
  if (like.length > 2)
    conditions.push(sql`(retailer.name ilike ${like} or retailer.address ilike ${like} or retailer.code ilike ${like}
      or retailer.id in (select retailer_id from licence where number ilike ${like}))`)
  if (areaId !== undefined)
    conditions.push(sql`retailer.area_id in (
      with recursive below as (
        select ${areaId}::integer as id
        union select area.id from area join below on area.parent_id = below.id)
      select id from below)`)
  if (managerId !== undefined) conditions.push(sql`retailer.manager_id = ${managerId}`)
  if (format !== undefined) conditions.push(sql`retailer.format = ${format}`)
  if (status !== undefined) conditions.push(sql`retailer.status = ${status}`)
  if (ids !== undefined)
    conditions.push(sql`retailer.id = any(${ids.split(',').map(Number)}::integer[])`)
  if (outsideAreas) conditions.push(sql`retailer.area_id is null`)
  return conditions.length === 0 ? sql`true` : sql`(${sql.join(conditions, sql` and `)})`
}

const orders = {
  name: sql`coalesce(retailer.name, retailer.address)`,
  code: sql`retailer.code`,
  tier: sql`retailer.tier`,
  lastVisitAt: sql`latest.arrived_at`,
}

/** Every shop's last visit at once, for an order by it; the page's own are looked up one by one. */
const latestVisits = sql`
  left join (select retailer_id, max(arrived_at) as arrived_at from visit where outcome = 'done' group by retailer_id)
    latest on latest.retailer_id = retailer.id`

/**
 * One page; shops without a value in the ordered column come last both ways. The page is chosen before its details are
 * looked up: of 100,000 shops that match, fifty are shown.
 */
export async function findRetailers(
  db: Db,
  search: RetailerSearch,
  scope: Scope,
): Promise<{ rows: Retailer[]; total: number }> {
  const { order = 'name', descending = false, offset = 0, limit = 50 } = search
  const condition = sql<boolean>`${retailersInScope(scope)} and ${matches(search)}`
  const direction = descending ? sql`desc` : sql`asc`
  const { rows } = await sql<Retailer>`
    with page as (
      select retailer.id, ${orders[order]} as sorted
      from retailer ${order === 'lastVisitAt' ? latestVisits : sql``}
      where ${condition} order by sorted ${direction} nulls last, id limit ${limit} offset ${offset})
    select ${columns} from page join retailer on retailer.id = page.id ${details}
    order by page.sorted ${direction} nulls last, page.id`.execute(db)
  const counted = await sql<{ total: number }>`
    select count(*) as total from retailer where ${condition}`.execute(db)
  return { rows, total: counted.rows[0]?.total ?? 0 }
}

/** What is known of a shop's week, of a `visit_line` that may be missing. */
export const weekColumns = sql`
  coalesce(line.weekdays, '{}') as "usualWeekdays",
  coalesce(line.closed_weekdays, '{}') as "closedWeekdays",
  line.order_weekday as "orderWeekday", line.delivery_weekday as "deliveryWeekday"`

/** The parts of a profile that are columns of the shop itself. */
export async function retailerCard(
  db: Db,
  id: number,
  scope: Scope,
): Promise<Pick<RetailerProfile, 'retailer' | 'phone' | 'position' | 'week'> | undefined> {
  const { rows } = await sql<Retailer & RetailerWeek & Pick<RetailerProfile, 'phone' | 'position'>>`
    select ${columns}, retailer.phone, json_build_object(
      'method', position_method, 'accuracyMetres', accuracy_metres, 'sourceDatum', source_datum,
      'source', json_build_array(source_lng, source_lat)) as position,
      ${weekColumns}
    from retailer ${details} left join visit_line line on line.retailer_id = retailer.id
    where retailer.id = ${id} and ${retailersInScope(scope)}`.execute(db)
  const [row] = rows
  if (!row) return undefined
  const { phone, position, ...rest } = row
  const { usualWeekdays, closedWeekdays, orderWeekday, deliveryWeekday, ...retailer } = rest
  const week = { usualWeekdays, closedWeekdays, orderWeekday, deliveryWeekday }
  return { retailer, phone, position, week }
}

export async function licencesOf(db: Db, retailerId: number): Promise<RetailerProfile['licences']> {
  const { rows } = await sql<RetailerProfile['licences'][number]>`
    select id, number, valid_from as "validFrom", valid_to as "validTo", status
    from licence where retailer_id = ${retailerId}
    order by valid_from desc nulls last, id desc`.execute(db)
  return rows
}

const NEWEST_VISITS = 50

export async function visitsAt(db: Db, retailerId: number): Promise<RetailerProfile['visits']> {
  const { rows } = await sql<RetailerProfile['visits'][number]>`
    select id, retailer_id as "retailerId", person_id as "personId", stop_id as "stopId",
           ${instantOf('visit.arrived_at')} as "arrivedAt", ${instantOf('visit.left_at')} as "leftAt",
           outcome, skip_reason as "skipReason", distance_metres as "distanceMetres",
           coalesce((select json_object_agg(name, value) from observation where visit_id = visit.id), '{}')
             as observations
    from visit where retailer_id = ${retailerId}
    order by arrived_at desc, id limit ${NEWEST_VISITS}`.execute(db)
  return rows
}

/** Where one goes in: all entrances known of the row of `retailer`, or its point. */
const doors = sql<LngLat[]>`coalesce(
  (select json_agg(${lngLatOf('entrance.geom')} order by entrance.id)
   from retailer_entrance entrance where entrance.retailer_id = retailer.id),
  json_build_array(${lngLatOf('retailer.geom')}))`

export async function doorsOf(db: Db, retailerId: number): Promise<LngLat[]> {
  const { rows } = await sql<{ doors: LngLat[] }>`
    select ${doors} as doors from retailer where id = ${retailerId}`.execute(db)
  return rows[0]?.doors ?? []
}

export interface NearShop extends Pick<Neighbour, 'id' | 'name' | 'address' | 'at'> {
  readonly doors: readonly LngLat[]
  /** On the plane of degrees, by which the index orders. */
  readonly degrees: number
}

/**
 * The other licensed shops of the scope nearest to a shop on the plane of degrees, door to door. Shops without known
 * entrances come in the order of the index; those with them are few.
 */
export async function licensedNear(
  db: Db,
  retailerId: number,
  day: string,
  scope: Scope,
  limit: number,
): Promise<NearShop[]> {
  const isOther = sql`retailer.id <> ${retailerId} and ${licensedOn(day)} and ${retailersInScope(scope)}`
  const { rows } = await sql<NearShop>`
    with here as materialized (
      select coalesce((select ST_Collect(geom) from retailer_entrance where retailer_id = retailer.id), geom) as geom
      from retailer where id = ${retailerId}),
    by_point as (
      select retailer.id, retailer.geom <-> (select geom from here) as degrees
      from retailer
      where ${isOther} and not exists (select from retailer_entrance where retailer_id = retailer.id)
      order by retailer.geom <-> (select geom from here), retailer.id limit ${limit}),
    by_entrance as (
      select retailer.id, min(entrance.geom <-> (select geom from here)) as degrees
      from retailer_entrance entrance join retailer on retailer.id = entrance.retailer_id
      where ${isOther}
      group by retailer.id order by degrees, retailer.id limit ${limit})
    select retailer.id, retailer.name, retailer.address, ${lngLatOf('retailer.geom')} as at,
           ${doors} as doors, near.degrees
    from (select * from by_point union all select * from by_entrance) near
    join retailer using (id)
    order by near.degrees, retailer.id limit ${limit}`.execute(db)
  return rows
}
