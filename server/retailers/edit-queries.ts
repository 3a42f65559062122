import { sql, type RawBuilder } from 'kysely'
import type { Scope } from '../../shared/auth.ts'
import type { LngLat } from '../../shared/geo.ts'
import {
  MOST_EDITED,
  type Conduct,
  type RetailerFacts,
  type RetailerGroups,
  type RetailersInside,
  type RetailerWeek,
} from '../../shared/retailers.ts'
import type { Db } from '../platform/database/index.ts'
import { retailersInScope, weekColumns } from './queries.ts'

/** What edits change, as it is in the register. */
export interface EditedShop extends RetailerWeek {
  readonly id: number
  readonly managerId: number | null
  readonly tier: number | null
  readonly conduct: Conduct | null
}

/**
 * Waits until nobody else writes shops, and keeps others waiting until the transaction ends. Every statement that writes
 * shops takes their version first, also one that finds none; rows held before it would stand across an import.
 */
export async function awaitTurn(trx: Db): Promise<void> {
  await sql`update retailer set tier = tier where false`.execute(trx)
}

/** The shops of the scope among the named ones. */
export async function shopsInScope(
  db: Db,
  ids: readonly number[],
  scope: Scope,
): Promise<EditedShop[]> {
  const { rows } = await sql<EditedShop>`
    select id, manager_id as "managerId", tier, conduct, ${weekColumns}
    from retailer left join visit_line line on line.retailer_id = retailer.id
    where id = any(${ids}::integer[]) and ${retailersInScope(scope)}
    order by id`.execute(db)
  return rows
}

export async function countInScope(db: Db, ids: readonly number[], scope: Scope): Promise<number> {
  const { rows } = await sql<{ shops: number }>`
    select count(*)::integer as shops from retailer
    where id = any(${ids}::integer[]) and ${retailersInScope(scope)}`.execute(db)
  return rows[0]?.shops ?? 0
}

/** What is not named stays. */
export async function setFacts(
  db: Db,
  ids: readonly number[],
  { managerId, tier, conduct, ...week }: RetailerFacts,
): Promise<void> {
  const columns: RawBuilder<unknown>[] = []
  if (managerId !== undefined) columns.push(sql`manager_id = ${managerId}`)
  if (tier !== undefined) columns.push(sql`tier = ${tier}`)
  if (conduct !== undefined) columns.push(sql`conduct = ${conduct}`)
  if (columns.length > 0)
    await sql`update retailer set ${sql.join(columns)} where id = any(${ids}::integer[])`.execute(
      db,
    )
  if (Object.keys(week).length > 0) await setWeek(db, ids, week)
}

async function setWeek(db: Db, ids: readonly number[], week: Partial<RetailerWeek>): Promise<void> {
  const columns = {
    weekdays: week.usualWeekdays,
    closed_weekdays: week.closedWeekdays,
    order_weekday: week.orderWeekday,
    delivery_weekday: week.deliveryWeekday,
  }
  const set = Object.entries(columns).filter(([, value]) => value !== undefined)
  const names = sql.join(set.map(([name]) => sql.ref(name)))
  const values = sql.join(
    set.map(([, value]) =>
      Array.isArray(value) ? sql`${value}::smallint[]` : sql`${value}::smallint`,
    ),
  )
  const changes = sql.join(
    set.map(([name]) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`),
  )
  await sql`
    insert into visit_line (retailer_id, ${names})
    select id, ${values} from unnest(${ids}::integer[]) id
    on conflict (retailer_id) do update set ${changes}`.execute(db)
}

/** Undefined when nobody of that id visits shops. */
export async function findManager(
  db: Db,
  id: number,
): Promise<{ teamId: number | null; active: boolean } | undefined> {
  const { rows } = await sql<{ teamId: number | null; active: boolean }>`
    select team_id as "teamId", active from person
    where id = ${id} and role = 'customer-manager'`.execute(db)
  return rows[0]
}

/** A ring that crosses itself, as hands draw them, is what lies inside any of its loops. */
export async function retailersInside(
  db: Db,
  ring: readonly LngLat[],
  scope: Scope,
): Promise<RetailersInside> {
  const [first] = ring
  const polygon = JSON.stringify({ type: 'Polygon', coordinates: [[...ring, first]] })
  const { rows } = await sql<{ retailerIds: number[] }>`
    with drawn as materialized (
      select ST_MakeValid(ST_SetSRID(ST_GeomFromGeoJSON(${polygon}), 4326)) as geom)
    select coalesce(array_agg(retailer.id order by retailer.id), '{}') as "retailerIds"
    from retailer, drawn
    where ST_Intersects(drawn.geom, retailer.geom) and ${retailersInScope(scope)}`.execute(db)
  const retailerIds = rows[0]?.retailerIds ?? []
  return { total: retailerIds.length, retailerIds: retailerIds.slice(0, MOST_EDITED) }
}

export async function groupsOf(
  db: Db,
  ids: readonly number[],
  scope: Scope,
): Promise<RetailerGroups> {
  const chosen = sql`from retailer where id = any(${ids}::integer[]) and ${retailersInScope(scope)}`
  const [tiers, managers] = [
    await sql<RetailerGroups['tiers'][number]>`
      select tier, count(*)::integer as shops ${chosen}
      group by tier order by shops desc, tier desc nulls last`.execute(db),
    await sql<RetailerGroups['managers'][number]>`
      select manager_id as "managerId", count(*)::integer as shops ${chosen}
      group by manager_id order by shops desc, manager_id nulls last`.execute(db),
  ]
  const shops = tiers.rows.reduce((sum, group) => sum + group.shops, 0)
  return { shops, tiers: tiers.rows, managers: managers.rows }
}
