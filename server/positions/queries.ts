import { sql } from 'kysely'
import type { LngLat } from '../../shared/geo.ts'
import type { LatestPosition, QuarantineReason } from '../../shared/positions.ts'
import type { Db } from '../platform/database/index.ts'
import { priorMillis, type Seen } from './judge-fix.ts'

/** One fix of one person, ready for the table; `at` in ms since 1970. */
export interface PersonFix extends Seen {
  readonly personId: number
  readonly deviceId: number | null
  readonly speedMps: number | null
  readonly heading: number | null
  readonly battery: number | null
}

export interface RefusedFix {
  readonly fix: PersonFix
  readonly reason: QuarantineReason
}

export type Outcome = 'stored' | 'quarantined' | 'moved'

/** Milliseconds since 1970 of a timestamptz, exact. */
const millis = (column: string) =>
  sql<number>`round(extract(epoch from ${sql.ref(column)}) * 1000)::float8`

/**
 * For each fix, in order: whether it is stored already, and the nearest stored one that is older (by at
 * most `priorMillis`). Two index look-ups a fix.
 */
export async function historyOf(
  db: Db,
  fixes: readonly PersonFix[],
): Promise<{ stored: boolean; prior: Seen | null }[]> {
  const { rows } = await sql<{
    stored: boolean
    at: number | null
    lng: number
    lat: number
    accuracy: number | null
  }>`
    select exists (select from position p where p.person_id = fix.person_id and p.fix_at = fix.fix_at) as stored,
           prior.at, prior.lng, prior.lat, prior.accuracy
    from (
      select person_id, to_timestamp(at / 1000.0) as fix_at, ordinal
      from unnest(${fixes.map((fix) => fix.personId)}::int[], ${fixes.map((fix) => fix.at)}::bigint[])
           with ordinality as sent (person_id, at, ordinal)
    ) as fix
    left join lateral (
      select ${millis('p.fix_at')} as at, ST_X(p.geom) as lng, ST_Y(p.geom) as lat, p.accuracy_metres as accuracy
      from position p
      where p.person_id = fix.person_id and p.fix_at < fix.fix_at
        and p.fix_at >= fix.fix_at - make_interval(secs => ${priorMillis / 1000})
      order by p.fix_at desc
      limit 1
    ) as prior on true
    order by fix.ordinal`.execute(db)
  return rows.map(({ stored, at, lng, lat, accuracy }) => ({
    stored,
    prior:
      at === null ? null : { at, place: [lng, lat] satisfies LngLat, accuracyMetres: accuracy },
  }))
}

/**
 * Stores good fixes, quarantines the others and moves each person's latest position forward, all in one
 * statement and so in one transaction. A repeat of either kind does nothing.
 *
 * A latest position that lies beyond `horizon` belongs to a day that was simulated before the field clock
 * was set back: it gives way.
 * @param horizon ms since 1970
 * @returns one row for everything that happened
 */
export async function storeFixes(
  db: Db,
  good: readonly PersonFix[],
  refused: readonly RefusedFix[],
  horizon: number,
): Promise<{ outcome: Outcome; personId: number; at: number }[]> {
  const each = <T>(read: (fix: PersonFix) => T) => good.map(read)
  const { rows } = await sql<{ outcome: Outcome; personId: number; at: number }>`
    with fix as (
      select person_id, to_timestamp(at / 1000.0) as fix_at, ST_SetSRID(ST_MakePoint(lng, lat), 4326) as geom,
             accuracy, speed, heading, battery, device_id
      from unnest(
        ${each((fix) => fix.personId)}::int[], ${each((fix) => fix.at)}::bigint[],
        ${each((fix) => fix.place[0])}::float8[], ${each((fix) => fix.place[1])}::float8[],
        ${each((fix) => fix.accuracyMetres)}::real[], ${each((fix) => fix.speedMps)}::real[],
        ${each((fix) => fix.heading)}::real[], ${each((fix) => fix.battery)}::real[],
        ${each((fix) => fix.deviceId)}::int[]
      ) as sent (person_id, at, lng, lat, accuracy, speed, heading, battery, device_id)
    ), stored as (
      insert into position (person_id, fix_at, geom, accuracy_metres, speed_mps, heading, battery, device_id)
      select * from (select person_id, fix_at, geom, accuracy, speed, heading, battery, device_id from fix) as one
      on conflict do nothing
      returning person_id, fix_at
    ), quarantined as (
      insert into quarantined_position (person_id, fix_at, reason, fix)
      select person_id, to_timestamp(at / 1000.0), reason, fix::jsonb
      from unnest(
        ${refused.map(({ fix }) => fix.personId)}::int[], ${refused.map(({ fix }) => fix.at)}::bigint[],
        ${refused.map(({ reason }) => reason)}::text[], ${refused.map(({ fix }) => JSON.stringify(fix))}::text[]
      ) as sent (person_id, at, reason, fix)
      on conflict do nothing
      returning person_id, fix_at
    ), moved as (
      insert into latest_position as latest (person_id, fix_at, geom, accuracy_metres, speed_mps, heading, battery)
      select distinct on (person_id) person_id, fix_at, geom, accuracy, speed, heading, battery
      from fix order by person_id, fix_at desc
      on conflict (person_id) do update set
        fix_at = excluded.fix_at, geom = excluded.geom, accuracy_metres = excluded.accuracy_metres,
        speed_mps = excluded.speed_mps, heading = excluded.heading, battery = excluded.battery
      where latest.fix_at < excluded.fix_at or latest.fix_at > to_timestamp(${horizon} / 1000.0)
      returning person_id, fix_at
    )
    select 'stored' as outcome, person_id as "personId", ${millis('fix_at')} as at from stored
    union all select 'quarantined', person_id, ${millis('fix_at')} from quarantined
    union all select 'moved', person_id, ${millis('fix_at')} from moved`.execute(db)
  return rows
}

/** Where the active people of some teams (of all, when undefined) were last seen. */
export async function latestPositions(
  db: Db,
  teamIds: readonly number[] | undefined,
): Promise<LatestPosition[]> {
  const ofTeams = teamIds ? sql`and person.team_id = any(${teamIds}::int[])` : sql``
  const { rows } = await sql<
    Omit<LatestPosition, 'at' | 'fixAt'> & { lng: number; lat: number; at: number }
  >`
    select latest.person_id as "personId", ST_X(latest.geom) as lng, ST_Y(latest.geom) as lat,
           ${millis('latest.fix_at')} as at, latest.accuracy_metres as "accuracyMetres",
           latest.speed_mps as "speedMps", latest.heading, latest.battery
    from latest_position as latest
    join person on person.id = latest.person_id
    where person.active ${ofTeams}
    order by latest.person_id`.execute(db)
  return rows.map(({ lng, lat, at, ...rest }) => ({
    ...rest,
    at: [lng, lat],
    fixAt: new Date(at).toISOString(),
  }))
}
