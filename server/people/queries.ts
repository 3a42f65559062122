import { sql } from 'kysely'
import type { Absence } from '../../shared/absences.ts'
import type { Scope } from '../../shared/auth.ts'
import type { Device, NewPerson, Person, PersonChange, Team } from '../../shared/people.ts'
import type { Db } from '../platform/database/index.ts'
import { instantOf, lngLatOf, pointOf } from '../platform/read-columns.ts'

const teamInScope = (column: string, { everything, teamIds }: Scope) =>
  everything ? sql`true` : sql`${sql.ref(column)} = any(${teamIds}::integer[])`

export async function teamsInScope(db: Db, scope: Scope): Promise<Team[]> {
  const { rows } = await sql<Team>`
    select id, code, name, name_en as "nameEn" from team
    where ${teamInScope('team.id', scope)} order by code`.execute(db)
  return rows
}

const personColumns = sql`
  id, code, name, name_en as "nameEn", role, team_id as "teamId", login, active,
  companion_id as "companionId",
  ${lngLatOf('person.start_geom')} as start,
  to_char(shift_start, 'HH24:MI') as "shiftStart", to_char(shift_end, 'HH24:MI') as "shiftEnd"`

export async function peopleInScope(db: Db, scope: Scope): Promise<Person[]> {
  const { rows } = await sql<Person>`
    select ${personColumns} from person
    where ${teamInScope('person.team_id', scope)} order by active desc, code`.execute(db)
  return rows
}

/** Undefined outside the scope too, so that nobody learns who exists there. */
export async function personInScope(db: Db, id: number, scope: Scope): Promise<Person | undefined> {
  const { rows } = await sql<Person>`
    select ${personColumns} from person
    where id = ${id} and ${teamInScope('person.team_id', scope)}`.execute(db)
  return rows[0]
}

/** @param passwordHash null for a person who does not sign in */
export async function addPerson(
  db: Db,
  person: NewPerson,
  passwordHash: string | null,
): Promise<Person> {
  const { rows } = await sql<Person>`
    insert into person (code, name, name_en, role, team_id, login, password_hash, must_change_password, start_geom)
    values (${person.code}, ${person.name}, ${person.nameEn ?? null}, ${person.role}, ${person.teamId ?? null},
            ${person.login ?? null}, ${passwordHash}, ${passwordHash !== null},
            ${person.start ? pointOf(person.start) : null})
    returning ${personColumns}`.execute(db)
  const [added] = rows
  if (!added) throw new Error('an inserted person is not returned')
  return added
}

export async function grantScope(
  db: Db,
  personId: number,
  { everything = false, areaIds = [] }: Pick<NewPerson, 'everything' | 'areaIds'>,
): Promise<void> {
  if (everything) await sql`insert into person_scope (person_id) values (${personId})`.execute(db)
  await sql`
    insert into person_scope (person_id, area_id)
    select ${personId}, area_id from unnest(${areaIds}::integer[]) area_id
    on conflict do nothing`.execute(db)
}

/** Fields that are absent stay as they are. */
export async function changePerson(
  db: Db,
  id: number,
  { active, role, teamId, login }: PersonChange,
): Promise<void> {
  // First: a change of team takes the version of the shops, which comes before any row (migration 0010).
  if (teamId !== undefined)
    await sql`update person set team_id = ${teamId} where id = ${id}`.execute(db)
  await sql`
    update person set
      active = coalesce(${active ?? null}, active),
      role = coalesce(${role ?? null}, role),
      login = coalesce(${login ?? null}, login)
    where id = ${id}`.execute(db)
}

/** With whom somebody goes along, in whichever team. */
export async function leaderOf(db: Db, companionId: number): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select id from person where companion_id = ${companionId}`.execute(db)
  return rows[0]?.id
}

/** @param companionId null: nobody goes along */
export async function setCompanion(
  db: Db,
  personId: number,
  companionId: number | null,
): Promise<void> {
  await sql`update person set companion_id = ${companionId} where id = ${personId}`.execute(db)
}

const deviceColumns = sql`id, person_id as "personId", name, ${instantOf('device.created_at')} as "createdAt"`

export async function devicesOf(db: Db, personId: number): Promise<Device[]> {
  const { rows } = await sql<Device>`
    select ${deviceColumns} from device
    where person_id = ${personId} and revoked_at is null order by id`.execute(db)
  return rows
}

export async function addDevice(
  db: Db,
  personId: number,
  name: string,
  tokenHash: Buffer,
): Promise<Device> {
  const { rows } = await sql<Device>`
    insert into device (person_id, name, token_hash) values (${personId}, ${name}, ${tokenHash})
    returning ${deviceColumns}`.execute(db)
  const [added] = rows
  if (!added) throw new Error('an inserted device is not returned')
  return added
}

/** @returns the owner of the device that was revoked now; undefined when there is no live one in the scope */
export async function revokeDevice(
  db: Db,
  id: number,
  scope: Scope,
): Promise<{ personId: number } | undefined> {
  const { rows } = await sql<{ personId: number }>`
    update device set revoked_at = now()
    from person
    where device.id = ${id} and device.revoked_at is null and person.id = device.person_id
      and ${teamInScope('person.team_id', scope)}
    returning device.person_id as "personId"`.execute(db)
  return rows[0]
}

/** Of everybody in the scope on a day, by person. */
export async function absencesInScope(db: Db, day: string, scope: Scope): Promise<Absence[]> {
  const { rows } = await sql<Absence>`
    select person_id as "personId", day, reason from absence join person on person.id = person_id
    where day = ${day}::date and ${teamInScope('person.team_id', scope)}
    order by person_id`.execute(db)
  return rows
}

export async function saveAbsence(db: Db, { personId, day, reason }: Absence): Promise<void> {
  await sql`
    insert into absence (person_id, day, reason) values (${personId}, ${day}::date, ${reason})
    on conflict (person_id, day) do update set reason = excluded.reason`.execute(db)
}

export async function removeAbsence(db: Db, personId: number, day: string): Promise<void> {
  await sql`delete from absence where person_id = ${personId} and day = ${day}::date`.execute(db)
}
