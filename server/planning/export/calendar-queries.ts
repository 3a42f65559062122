import { sql } from 'kysely'
import type { Db } from '../../platform/database/index.ts'

/** Makes the address of a person's calendar; one that was there before is worth nothing any more. */
export async function saveCalendar(db: Db, personId: number, tokenHash: Buffer): Promise<void> {
  await sql`
    insert into person_calendar (person_id, token_hash) values (${personId}, ${tokenHash})
    on conflict (person_id) do update set token_hash = excluded.token_hash, created_at = now()`.execute(
    db,
  )
}

/** @returns whether there was one */
export async function removeCalendar(db: Db, personId: number): Promise<boolean> {
  const { rows } = await sql`
    delete from person_calendar where person_id = ${personId} returning person_id`.execute(db)
  return rows.length > 0
}

export interface CalendarOwner {
  readonly personId: number
  readonly name: string
}

/** Whose calendar it is; nobody's once they have left. */
export async function ownerOfCalendar(
  db: Db,
  tokenHash: Buffer,
): Promise<CalendarOwner | undefined> {
  const { rows } = await sql<CalendarOwner>`
    select person.id as "personId", person.name from person_calendar
    join person on person.id = person_calendar.person_id
    where token_hash = ${tokenHash} and person.active`.execute(db)
  return rows[0]
}

/** A visit as it was last told: dropped since, when the version in force does not have it. */
export interface CalendarVisit {
  readonly day: string
  readonly retailerId: number
  readonly name: string | null
  readonly address: string | null
  readonly lng: number
  readonly lat: number
  readonly arrivesAt: string
  readonly leavesAt: string
  /** Of the day's version in force. */
  readonly version: number
  readonly publishedAt: string
  readonly dropped: boolean
}

/** All that was ever published for a person from a day on: of each visit the newest version that has it. */
export async function visitsOfCalendar(
  db: Db,
  personId: number,
  fromDay: string,
): Promise<CalendarVisit[]> {
  const { rows } = await sql<CalendarVisit>`
    select distinct on (plan.day, stop.retailer_id)
           plan.day::text as day, stop.retailer_id as "retailerId", r.name, r.address,
           ST_X(r.geom) as lng, ST_Y(r.geom) as lat,
           stop.arrives_at as "arrivesAt", stop.leaves_at as "leavesAt",
           coalesce(present.version, plan.version) as version,
           coalesce(present.published_at, plan.published_at) as "publishedAt",
           plan.status <> 'published' as dropped
    from stop
    join tour on tour.id = stop.tour_id
    join plan on plan.id = tour.plan_id and plan.status in ('published', 'replaced')
    join retailer r on r.id = stop.retailer_id
    left join plan present on present.team_id = plan.team_id and present.day = plan.day
      and present.status = 'published'
    where tour.person_id = ${personId} and plan.day >= ${fromDay}::date
    order by plan.day, stop.retailer_id, plan.status = 'published' desc, plan.version desc`.execute(
    db,
  )
  return rows
}
