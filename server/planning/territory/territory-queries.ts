import { sql } from 'kysely'
import type { Scope } from '../../../shared/auth.ts'
import type { LngLat } from '../../../shared/geo.ts'
import type { TerritoryPerson } from '../../../shared/territory.ts'
import type { Db } from '../../platform/database/index.ts'
import { retailersInScope } from '../../retailers/index.ts'
import type { ShopClass } from '../find-due.ts'

export interface OwnedShop extends ShopClass {
  readonly id: number
  readonly at: LngLat
  readonly name: string | null
  readonly address: string | null
  /** Null: nobody's, or of somebody who has left. */
  readonly managerId: number | null
}

/** The team's active customer managers, with the hours of their ordinary week. */
export async function territoryPeople(db: Db, teamId: number): Promise<TerritoryPerson[]> {
  const { rows } = await sql<TerritoryPerson>`
    select id as "personId",
           case when start_geom is not null
             then json_build_array(ST_X(start_geom), ST_Y(start_geom)) end as start,
           cardinality(working_days) as days,
           (cardinality(working_days)
             * (extract(epoch from shift_end - shift_start) - 60 * break_minutes))::integer
             as "workSeconds"
    from person
    where team_id = ${teamId} and active and role = 'customer-manager' order by code`.execute(db)
  return rows
}

/** Active shops of the team, and those of the scope that are nobody's in the team's surroundings. */
export async function territoryShops(db: Db, teamId: number, scope: Scope): Promise<OwnedShop[]> {
  const { rows } = await sql<OwnedShop>`
    with own as (
      select retailer.id, case when person.active then person.id end as manager_id
      from retailer join person on person.id = retailer.manager_id
      where person.team_id = ${teamId} and person.role = 'customer-manager'),
    around as (
      select ST_Expand(ST_SetSRID(ST_Extent(geom), 4326), 0.02) as box
      from own join retailer using (id))
    select retailer.id, json_build_array(ST_X(geom), ST_Y(geom)) as at, name, address, tier,
           format, conduct, own.manager_id as "managerId"
    from retailer left join own using (id)
    where retailer.status = 'active'
      and (own.id is not null
        or retailer.manager_id is null and geom && (select box from around)
          and ${retailersInScope(scope)})
    order by retailer.id`.execute(db)
  return rows
}
