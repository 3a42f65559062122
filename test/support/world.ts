import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { LngLat } from '../../shared/geo.ts'
import type { Db } from '../../server/platform/database/index.ts'

/** Builders of the smallest world a test needs; every value not given is plausible and unique. */

export async function addTeam(db: Db, name = `team ${randomUUID().slice(0, 4)}`): Promise<number> {
  const { id } = await db
    .insertInto('team')
    .values({ code: randomUUID(), name })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export interface AreaOptions {
  kind?: string
  parentId?: number
  population?: number | null
  plannedLicences?: number
  code?: string
}

/** A square area: west, south and the length of its side in degrees. */
export async function addArea(
  db: Db,
  [west, south, side]: [number, number, number],
  options: AreaOptions = {},
): Promise<number> {
  const code = options.code ?? randomUUID()
  const rows = await sql<{ id: number }>`
    insert into area (code, name, kind, parent_id, population, planned_licences, geom)
    values (${code}, ${code}, ${options.kind ?? 'cell'}, ${options.parentId ?? null},
            ${options.population ?? null}, ${options.plannedLicences ?? null},
            ST_Multi(ST_MakeEnvelope(${west}, ${south}, ${west + side}, ${south + side}, 4326)))
    returning id`.execute(db)
  return firstId(rows.rows)
}

export interface RetailerOptions {
  name?: string
  code?: string
  managerId?: number
  areaId?: number
  tier?: number
  status?: string
}

export async function addRetailer(
  db: Db,
  [lng, lat]: LngLat,
  options: RetailerOptions = {},
): Promise<number> {
  const code = options.code ?? randomUUID()
  const rows = await sql<{ id: number }>`
    insert into retailer (code, name, geom, source_lng, source_lat, manager_id, area_id, tier, status)
    values (${code}, ${options.name ?? `shop ${code.slice(0, 4)}`},
            ST_SetSRID(ST_MakePoint(${lng}, ${lat}), 4326), ${lng}, ${lat},
            ${options.managerId ?? null}, ${options.areaId ?? null},
            ${options.tier ?? null}, ${options.status ?? 'active'})
    returning id`.execute(db)
  return firstId(rows.rows)
}

/** The first is the main door. */
export async function addEntrances(
  db: Db,
  retailerId: number,
  points: readonly LngLat[],
): Promise<void> {
  for (const [lng, lat] of points)
    await sql`insert into retailer_entrance (retailer_id, geom)
              values (${retailerId}, ST_SetSRID(ST_MakePoint(${lng}, ${lat}), 4326))`.execute(db)
}

function firstId(rows: { id: number }[]): number {
  const [row] = rows
  if (!row) throw new Error('the insert returned no row')
  return row.id
}
