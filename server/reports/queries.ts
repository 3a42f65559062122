import { sql, type RawBuilder } from 'kysely'
import type { Scope } from '../../shared/auth.ts'
import {
  settledStatuses,
  type NewReport,
  type Report,
  type ReportEvent,
  type ReportFile,
  type ReportSearch,
} from '../../shared/reports.ts'
import type { Db } from '../platform/database/index.ts'
import { anywhere, instantOf, lngLatOf, pointOf } from '../platform/read-columns.ts'
import { licensedOn } from '../retailers/index.ts'

type Condition = RawBuilder<boolean>

/**
 * Whether the row of `report` in a query is one that the scope may see: in a granted area, in an area where the teams of
 * the scope have shops, or given to somebody of those teams.
 */
function reportsInScope({ everything, teamIds, areaIds }: Scope): Condition {
  if (everything) return sql`true`
  const ourPeople = sql`select person.id from person where person.team_id = any(${teamIds}::integer[])`
  return sql`(report.area_id = any(${areaIds}::integer[])
    or report.assignee_id in (${ourPeople})
    or report.area_id in (
      select retailer.area_id from retailer where retailer.manager_id in (${ourPeople})))`
}

/** Never a column of `reporter`: who reported leaves the table by no route. */
const columns = sql`
  report.id, report.code, report.channel, report.kind, ${lngLatOf('report.geom')} as at, report.address,
  report.description, report.quantity_cartons as "quantityCartons",
  ${instantOf('report.occurred_at')} as "occurredAt", ${instantOf('report.reported_at')} as "reportedAt",
  report.status, report.outcome, report.duplicate_of as "duplicateOf", report.assignee_id as "assigneeId",
  report.area_id as "areaId", report.revision`

/** Whether something is still expected of somebody about the row of `report` in a query. */
export const isOpenReport: Condition = sql`report.status <> all(${settledStatuses}::text[])`

function matches({ status, open, q }: ReportSearch): Condition {
  const conditions: Condition[] = [sql`true`]
  if (status !== undefined) conditions.push(sql`report.status = ${status}`)
  if (open) conditions.push(isOpenReport)
  if (q?.trim()) {
    const like = anywhere(q.trim())
    conditions.push(
      sql`(report.code ilike ${like} or report.address ilike ${like} or report.description ilike ${like})`,
    )
  }
  return sql.join(conditions, sql` and `)
}

/** Newest first. */
export async function findReports(
  db: Db,
  search: ReportSearch,
  scope: Scope,
): Promise<{ rows: Report[]; total: number }> {
  const condition = sql<boolean>`${reportsInScope(scope)} and ${matches(search)}`
  const { rows } = await sql<Report>`
    select ${columns} from report where ${condition}
    order by report.reported_at desc, report.code desc
    limit ${search.limit ?? 100} offset ${search.offset ?? 0}`.execute(db)
  const counted = await sql<{ total: number }>`
    select count(*) as total from report where ${condition}`.execute(db)
  return { rows, total: counted.rows[0]?.total ?? 0 }
}

export async function countByStatus(db: Db, scope: Scope): Promise<Map<string, number>> {
  const { rows } = await sql<{ status: string; n: number }>`
    select status, count(*) as n from report where ${reportsInScope(scope)} group by status`.execute(
    db,
  )
  return new Map(rows.map(({ status, n }) => [status, n]))
}

/** Located reports as GeoJSON text. */
export async function reportPointsText(db: Db, open: boolean, scope: Scope): Promise<string> {
  const { rows } = await sql<{ text: string }>`
    select json_build_object('type', 'FeatureCollection', 'features', coalesce(json_agg(json_build_object(
      'type', 'Feature', 'geometry', ST_AsGeoJSON(geom, 6)::json,
      'properties', json_build_object('id', id, 'status', status, 'kind', kind)) order by reported_at, id), '[]'))::text
      as text
    from report
    where geom is not null and ${reportsInScope(scope)} and ${open ? isOpenReport : sql`true`}`.execute(
    db,
  )
  return rows[0]?.text ?? ''
}

/** With `lock`, nobody else moves it before the transaction ends. */
export async function reportInScope(
  db: Db,
  id: string,
  scope: Scope,
  lock: 'lock' | 'read' = 'read',
): Promise<Report | undefined> {
  const { rows } = await sql<Report>`
    select ${columns} from report where report.id = ${id} and ${reportsInScope(scope)}
    ${lock === 'lock' ? sql`for update of report` : sql``}`.execute(db)
  return rows[0]
}

export async function eventsOf(db: Db, reportId: string): Promise<ReportEvent[]> {
  const { rows } = await sql<ReportEvent>`
    select id, ${instantOf('report_event.at')} as at, person_id as "personId", from_status as "fromStatus",
           to_status as "toStatus", reason, facts
    from report_event where report_id = ${reportId} order by id`.execute(db)
  return rows
}

/** The index orders by degrees, which are shorter east–west: the nearest in metres is among the first so many. */
const CANDIDATES = 50

/** What lies nearest to a report, straight line, among all licensed shops and all schools (or their gates). */
export async function nearestTo(
  db: Db,
  reportId: string,
  day: string,
): Promise<Pick<ReportFile, 'nearestRetailer' | 'nearestSchoolMetres'>> {
  const { rows } = await sql<Pick<ReportFile, 'nearestRetailer' | 'nearestSchoolMetres'>>`
    select
      (select json_build_object('id', near.id, 'name', near.name,
                'metres', ST_Distance(near.geom::geography, report.geom::geography))
       from (select id, name, geom from retailer where ${licensedOn(day)}
             order by geom <-> report.geom limit ${CANDIDATES}) near
       order by ST_Distance(near.geom::geography, report.geom::geography), near.id limit 1) as "nearestRetailer",
      (select min(ST_Distance(near.geom::geography, report.geom::geography))
       from (select coalesce(gate.geom, place.geom) as geom
             from sensitive_place place left join sensitive_place_gate gate on gate.place_id = place.id
             order by coalesce(gate.geom, place.geom) <-> report.geom limit ${CANDIDATES}) near) as "nearestSchoolMetres"
    from report where id = ${reportId} and geom is not null`.execute(db)
  return rows[0] ?? { nearestRetailer: null, nearestSchoolMetres: null }
}

/** Who may be sent: an active inspector. */
export async function inspectorTeam(
  db: Db,
  id: number,
): Promise<{ teamId: number | null } | undefined> {
  const { rows } = await sql<{ teamId: number | null }>`
    select team_id as "teamId" from person where id = ${id} and role = 'inspector' and active`.execute(
    db,
  )
  return rows[0]
}

/** A report by its id, whoever may see it: a phone repeats a delivery of its own. */
export async function reportById(db: Db, id: string): Promise<Report | undefined> {
  return reportInScope(db, id, { everything: true, teamIds: [], areaIds: [] })
}

/**
 * Numbers and stores a report. Call it in a transaction: until that ends, the next report of the day waits for its number.
 * @param day of the number, `YYYY-MM-DD`
 * @param reportedAt now, by the field clock
 * @returns undefined when that report is stored already
 */
export async function addReport(
  db: Db,
  report: NewReport & { id: string },
  day: string,
  reportedAt: Date,
): Promise<Report | undefined> {
  const prefix = `R-${day.replaceAll('-', '')}-`
  await sql`select pg_advisory_xact_lock(hashtext(${prefix}))`.execute(db)
  const { rows } = await sql<Report>`
    insert into report (id, code, channel, kind, geom, source_lng, source_lat, address, description,
                        quantity_cartons, occurred_at, reported_at, area_id)
    select ${report.id}, ${prefix} || lpad((1 + coalesce((
             select max(substr(code, ${prefix.length + 1})::integer) from report
             where code ~ ${`^${prefix}[0-9]{1,9}$`}), 0))::text, 4, '0'),
           ${report.channel}, ${report.kind}, place.geom, ST_X(place.geom), ST_Y(place.geom), ${report.address ?? null},
           ${report.description}, ${report.quantityCartons ?? null}, ${report.occurredAt ?? null}, ${reportedAt},
           (select min(area.id) from area
            where kind = 'cell' and valid_to is null and ST_Covers(area.geom, place.geom))
    from (select ${report.at ? pointOf(report.at) : sql`null::geometry`} as geom) place
    on conflict (id) do nothing
    returning ${columns}`.execute(db)
  return rows[0]
}

/** Whether a person filed a report: as its reporter, or at the desk for somebody. */
export async function isFiledBy(db: Db, reportId: string, personId: number): Promise<boolean> {
  const { rows } = await sql`
    select from report_event where report_id = ${reportId} and person_id = ${personId} and from_status is null
    union all
    select from reporter join person on person.code = reporter.contact
    where report_id = ${reportId} and person.id = ${personId}`.execute(db)
  return rows.length > 0
}

/** Keeps who reported apart from the report. */
export async function addReporter(db: Db, reportId: string, personId: number): Promise<void> {
  await sql`
    insert into reporter (report_id, name, contact)
    select ${reportId}, name, code from person where id = ${personId}`.execute(db)
}

/** The columns a move writes. */
export interface ReportChange {
  status: Report['status']
  outcome: Report['outcome']
  assigneeId: number | null
  duplicateOf: string | null
}

export async function changeReport(db: Db, id: string, change: ReportChange): Promise<Report> {
  const { rows } = await sql<Report>`
    update report set status = ${change.status}, outcome = ${change.outcome}, assignee_id = ${change.assigneeId},
                      duplicate_of = ${change.duplicateOf}, revision = revision + 1
    where id = ${id} returning ${columns}`.execute(db)
  const [changed] = rows
  if (!changed) throw new Error('a changed report is not returned')
  return changed
}

export async function addEvent(
  db: Db,
  event: {
    reportId: string
    at: Date
    personId: number | null
    fromStatus: string | null
    toStatus: string
    reason: string | null
    facts: object
  },
): Promise<void> {
  await sql`
    insert into report_event (report_id, at, person_id, from_status, to_status, reason, facts)
    values (${event.reportId}, ${event.at}, ${event.personId}, ${event.fromStatus}, ${event.toStatus},
            ${event.reason}, ${JSON.stringify(event.facts)})`.execute(db)
}
