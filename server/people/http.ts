import { Type } from 'typebox'
import { deskRoles, type Scope } from '../../shared/auth.ts'
import { NewPerson, Person, PersonChange, PersonCreated, Team } from '../../shared/people.ts'
import {
  callerOf,
  hashPassword,
  oneTimePassword,
  removeSessionsOf,
  requireTeam,
  scopeOf,
  setPassword,
  type Caller,
} from '../auth/index.ts'
import { audit } from '../platform/audit.ts'
import type { Feature } from '../platform/http.ts'
import { Problem } from '../platform/problem.ts'
import { absences } from './http-absences.ts'
import { companions } from './http-companions.ts'
import { devices } from './http-devices.ts'
import {
  addPerson,
  changePerson,
  grantScope,
  peopleInScope,
  personInScope,
  teamsInScope,
} from './queries.ts'
import { refuseConflict } from './refuse-conflict.ts'

const tags = ['people']
const ById = Type.Object({ id: Type.Integer() })

export const people: Feature = async (app, parts) => {
  const { db } = parts
  await app.register(absences, parts)
  await app.register(companions, parts)
  await app.register(devices, parts)

  app.get(
    '/teams',
    { config: { roles: 'signed-in' }, schema: { tags, response: { 200: Type.Array(Team) } } },
    (request) => teamsInScope(db, callerOf(request).scope),
  )

  app.get(
    '/people',
    { config: { roles: deskRoles }, schema: { tags, response: { 200: Type.Array(Person) } } },
    (request) => peopleInScope(db, callerOf(request).scope),
  )

  app.post(
    '/people',
    {
      config: { roles: ['administrator'] },
      schema: { tags, body: NewPerson, response: { 201: PersonCreated } },
    },
    async (request, reply) => {
      const caller = callerOf(request)
      requireMayGrant(caller, request.body)
      const password = request.body.login === undefined ? null : oneTimePassword()
      const hash = password === null ? null : await hashPassword(password)
      const person = await refuseConflict(() =>
        db.transaction().execute(async (trx) => {
          const added = await addPerson(trx, request.body, hash)
          await grantScope(trx, added.id, request.body)
          await audit(trx, {
            personId: caller.personId,
            action: 'person:add',
            subject: String(added.id),
            facts: request.body,
            ip: request.ip,
          })
          return added
        }),
      )
      return reply.code(201).send({ person, oneTimePassword: password })
    },
  )

  app.patch(
    '/people/:id',
    {
      config: { roles: ['administrator'] },
      schema: { tags, params: ById, body: PersonChange, response: { 200: PersonCreated } },
    },
    async (request) => {
      const caller = callerOf(request)
      const { id } = request.params
      const change = request.body
      const before = await personInScope(db, id, caller.scope)
      if (!before) throw new Problem('not-found', 'no such person')
      requireAllSeen(caller, await scopeOf(db, before))
      if (change.teamId !== undefined) requireTeam(caller, change.teamId)
      const password = change.resetPassword ? oneTimePassword() : null
      if (password !== null && (change.login ?? before.login) === null)
        throw new Problem('input-invalid', 'a person without a login has no password')
      const hash = password === null ? null : await hashPassword(password)
      const person = await refuseConflict(() =>
        db.transaction().execute(async (trx) => {
          await changePerson(trx, id, change)
          if (hash !== null) await setPassword(trx, id, hash, true).execute()
          if (hash !== null || change.active === false) await removeSessionsOf(trx, id).execute()
          await audit(trx, {
            personId: caller.personId,
            action: 'person:change',
            subject: String(id),
            facts: change,
            ip: request.ip,
          })
          return personInScope(trx, id, { everything: true, teamIds: [], areaIds: [] })
        }),
      )
      if (!person) throw new Problem('not-found', 'no such person')
      return { person, oneTimePassword: password }
    },
  )
}

/** Nobody gives away a view that they do not have themselves. */
function requireMayGrant(caller: Caller, { everything = false, teamId, areaIds = [] }: NewPerson) {
  requireAllSeen(caller, { everything, teamIds: teamId === undefined ? [] : [teamId], areaIds })
}

/**
 * Nor does anybody take it over, by a new password for somebody who has it.
 * @throws Problem scope-forbidden
 */
function requireAllSeen({ scope }: Caller, { everything, teamIds, areaIds }: Scope): void {
  if (scope.everything) return
  const isSeen =
    !everything &&
    teamIds.every((id) => scope.teamIds.includes(id)) &&
    areaIds.every((id) => scope.areaIds.includes(id))
  if (!isSeen) throw new Problem('scope-forbidden')
}
