import { sql } from 'kysely'
import type { Db } from '../platform/database/index.ts'

/** The place of tours that a report is about, if anybody was ever sent there. */
export async function placeOfReport(db: Db, reportId: string): Promise<number | undefined> {
  const { rows } = await sql<{ retailerId: number }>`
    select retailer_id as "retailerId" from report_place where report_id = ${reportId}`.execute(db)
  return rows[0]?.retailerId
}

/** The same, made where there is none, as a place of whoever goes. Of a report with a position, whose row is locked. */
export async function keepPlaceOfReport(
  db: Db,
  reportId: string,
  visitorId: number,
): Promise<number> {
  const known = await placeOfReport(db, reportId)
  if (known !== undefined) {
    await sql`update retailer set manager_id = ${visitorId} where id = ${known}`.execute(db)
    return known
  }
  const { rows } = await sql<{ retailerId: number }>`
    with place as (
      insert into retailer (code, name, address, geom, source_datum, source_lng, source_lat, manager_id, status)
      select code, code, address, geom, source_datum, ST_X(geom), ST_Y(geom), ${visitorId}, 'reported'
      from report where id = ${reportId} returning id)
    insert into report_place (report_id, retailer_id) select ${reportId}, id from place
    returning retailer_id as "retailerId"`.execute(db)
  const [row] = rows
  if (!row) throw new Error('a place that was kept is not returned')
  return row.retailerId
}

/** The report that a place of tours is about. */
export async function reportAtPlace(db: Db, retailerId: number): Promise<string | undefined> {
  const { rows } = await sql<{ reportId: string }>`
    select report_id as "reportId" from report_place where retailer_id = ${retailerId}`.execute(db)
  return rows[0]?.reportId
}
