import { sql } from 'kysely'
import type { Db } from '../../../server/platform/database/index.ts'
import { addTeam } from '../../support/world.ts'

/** Shops come due within a week after it begins, whoever plans it. */
export interface BusyTeam {
  readonly people: number
  readonly shopsEach: number
  /** Of the Monday that is planned. */
  readonly monday: string
}

/**
 * A team of people in a grid 8 km apart, each with shops within about 3 km, due once in the week: visited last on a day of
 * the week before. Half of them have a fixed weekday.
 */
export async function addBusyTeam(
  db: Db,
  { people, shopsEach, monday }: BusyTeam,
): Promise<number> {
  const teamId = await addTeam(db)
  await sql`
    insert into visit_policy (name, interval_days, min_gap_days, service_minutes)
    values ('weekly', 7, 3, 12) on conflict do nothing`.execute(db)
  await sql`
    insert into person (code, name, role, team_id, start_geom)
    select gen_random_uuid(), 'person ' || n, 'customer-manager', ${teamId},
           ST_SetSRID(ST_MakePoint(116 + 0.09 * (n % 8), 36 + 0.07 * (n / 8)), 4326)
    from generate_series(0, ${people - 1}) n`.execute(db)
  await sql`
    with places as (
      select id, n, 2.399963 * n + id as turn, 0.003 * sqrt(n + 1) as away,
             ST_X(start_geom) as lng, ST_Y(start_geom) as lat
      from person cross join generate_series(0, ${shopsEach - 1}) n
      where team_id = ${teamId} and role = 'customer-manager'
    )
    insert into retailer (code, name, geom, source_lng, source_lat, manager_id, tier)
    select gen_random_uuid(), 'shop', ST_SetSRID(ST_MakePoint(
             lng + away * cos(turn), lat + 0.8 * away * sin(turn)), 4326), 0, 0, id, 1 + n % 30
    from places`.execute(db)
  await sql`
    insert into visit (id, retailer_id, person_id, arrived_at, left_at, outcome)
    select gen_random_uuid(), retailer.id, manager_id, at, at, 'done'
    from retailer join person on person.id = manager_id
    cross join lateral (
      select (${monday}::date - 7 + retailer.id % 5 + time '10:00') at time zone 'Asia/Shanghai' as at
    ) visited
    where team_id = ${teamId}`.execute(db)
  await sql`
    insert into visit_line (retailer_id, weekdays)
    select retailer.id, array[1 + (retailer.id / 7) % 5] from retailer
    join person on person.id = manager_id
    where team_id = ${teamId} and retailer.id % 2 = 0`.execute(db)
  return teamId
}
