import { sql } from 'kysely'
import type { LngLat } from '../../shared/geo.ts'
import type { Db } from '../../server/platform/database/index.ts'
import { addRetailer } from '../support/world.ts'

export const day = '2026-03-02'
/** 09:00 in Asia/Shanghai. */
const nine = Date.parse(`${day}T01:00:00Z`)
const minutesAfterNine = (minutes: number) => new Date(nine + minutes * 60_000).toISOString()

/** A published plan of one person: `stops` shops, 200 m and three minutes apart, two minutes each. */
export async function addPublishedTour(
  db: Db,
  { teamId, personId, stops }: { teamId: number; personId: number; stops: number },
): Promise<{ planId: number; stopIds: number[] }> {
  const start: LngLat = [111, 27]
  const plan = await sql<{ id: number }>`
    insert into plan (team_id, day, status, published_at, profile, travel_source)
    values (${teamId}, ${day}::date, 'published', now(), 'e-bike', 'estimate') returning id`.execute(
    db,
  )
  const planId = plan.rows[0]?.id ?? 0
  const tour = await sql<{ id: number }>`
    insert into tour (plan_id, person_id, start_geom, metres, travel_seconds)
    values (${planId}, ${personId}, ST_SetSRID(ST_MakePoint(${start[0]}, ${start[1]}), 4326),
            ${stops * 400}, ${stops * 120}) returning id`.execute(db)
  const stopIds: number[] = []
  for (let position = 0; position < stops; position++) {
    const retailerId = await addRetailer(db, [111 + (position + 1) * 0.002, 27])
    const arrives = 3 + position * 3
    const { rows } = await sql<{ id: number }>`
      insert into stop (tour_id, position, retailer_id, arrives_at, leaves_at, leg_seconds, leg_metres)
      values (${tour.rows[0]?.id ?? 0}, ${position}, ${retailerId},
              ${minutesAfterNine(arrives)}, ${minutesAfterNine(arrives + 2)}, 60, 200) returning id`.execute(
      db,
    )
    stopIds.push(rows[0]?.id ?? 0)
  }
  return { planId, stopIds }
}
