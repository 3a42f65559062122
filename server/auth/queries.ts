import { sql } from 'kysely'
import type { Role, Scope } from '../../shared/auth.ts'
import type { Db } from '../platform/database/index.ts'

const selectAccount = (db: Db) =>
  db
    .selectFrom('person')
    .select([
      'person.id',
      'person.name',
      'person.name_en as nameEn',
      'person.role',
      'person.team_id as teamId',
      'person.login',
      'person.password_hash as passwordHash',
      'person.must_change_password as mustChangePassword',
    ])
    .where('person.active', '=', true)

export const accountByLogin = (db: Db, login: string) =>
  selectAccount(db).where('person.login', '=', login)

export const accountById = (db: Db, id: number) => selectAccount(db).where('person.id', '=', id)

/** The first person of a role who may start at once, for one click in the demo city. */
export const firstAccountOfRole = (db: Db, role: Role) =>
  selectAccount(db)
    .where('person.role', '=', role)
    .orderBy('person.must_change_password')
    .orderBy('person.id')
    .limit(1)

export const personBySession = (db: Db, tokenHash: Buffer) =>
  selectAccount(db)
    .innerJoin('session', 'session.person_id', 'person.id')
    .where('session.token_hash', '=', tokenHash)
    .where('session.expires_at', '>', sql<string>`now()`)

export const personByDevice = (db: Db, tokenHash: Buffer) =>
  selectAccount(db)
    .innerJoin('device', 'device.person_id', 'person.id')
    .select('device.id as deviceId')
    .where('device.token_hash', '=', tokenHash)
    .where('device.revoked_at', 'is', null)

export const addSession = (db: Db, personId: number, tokenHash: Buffer, expiresAt: Date) =>
  db
    .insertInto('session')
    .values({ person_id: personId, token_hash: tokenHash, expires_at: expiresAt.toISOString() })

export const removeSession = (db: Db, tokenHash: Buffer) =>
  db.deleteFrom('session').where('token_hash', '=', tokenHash)

export const removeSessionsOf = (db: Db, personId: number) =>
  db.deleteFrom('session').where('person_id', '=', personId)

export const removeEndedSessions = (db: Db, personId: number) =>
  removeSessionsOf(db, personId).where('expires_at', '<=', sql<string>`now()`)

export const setPassword = (db: Db, personId: number, hash: string, mustChange: boolean) =>
  db
    .updateTable('person')
    .set({ password_hash: hash, must_change_password: mustChange })
    .where('id', '=', personId)

export const administratorCanSignIn = (db: Db) =>
  db
    .selectFrom('person')
    .select('id')
    .where('role', '=', 'administrator')
    .where('active', '=', true)
    .where('password_hash', 'is not', null)
    .limit(1)

/** What a person may see: granted teams (or the own one) and granted areas with all areas below them. */
export async function scopeOf(
  db: Db,
  person: { id: number; teamId: number | null },
): Promise<Scope> {
  const grants = await db
    .selectFrom('person_scope')
    .select(['team_id', 'area_id'])
    .where('person_id', '=', person.id)
    .execute()
  const everything = grants.some((grant) => grant.team_id === null && grant.area_id === null)
  const teamIds = new Set(grants.flatMap((grant) => grant.team_id ?? []))
  if (person.teamId !== null) teamIds.add(person.teamId)
  const granted = grants.flatMap((grant) => grant.area_id ?? [])
  const areaIds = granted.length === 0 ? [] : await areasBelow(db, granted)
  return { everything, teamIds: [...teamIds], areaIds }
}

async function areasBelow(db: Db, areaIds: number[]): Promise<number[]> {
  const rows = await sql<{ id: number }>`
    with recursive below as (
      select id from area where id = any(${areaIds})
      union
      select area.id from area join below on area.parent_id = below.id
    )
    select id from below`.execute(db)
  return rows.rows.map((row) => row.id)
}
