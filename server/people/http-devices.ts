import { Type } from 'typebox'
import { Device, DeviceCreated } from '../../shared/people.ts'
import { callerOf, newSecret, type Caller } from '../auth/index.ts'
import { audit } from '../platform/audit.ts'
import type { Feature } from '../platform/http.ts'
import { Problem } from '../platform/problem.ts'
import { addDevice, devicesOf, personInScope, revokeDevice } from './queries.ts'

const tags = ['people']
const ById = Type.Object({ id: Type.Integer() })
const roles = ['administrator', 'supervisor'] as const

/** Phones and their tokens. A token is shown once and kept only as a hash. */
export const devices: Feature = async (app, { db }) => {
  app.get(
    '/people/:id/devices',
    { config: { roles }, schema: { tags, params: ById, response: { 200: Type.Array(Device) } } },
    async (request) => {
      await requirePerson(request.params.id, callerOf(request))
      return devicesOf(db, request.params.id)
    },
  )

  app.post(
    '/people/:id/devices',
    {
      config: { roles },
      schema: {
        tags,
        params: ById,
        body: Type.Object({ name: Type.String({ minLength: 1, maxLength: 100 }) }),
        response: { 201: DeviceCreated },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request)
      const { id } = request.params
      await requirePerson(id, caller)
      const { secret, hash } = newSecret()
      const device = await db.transaction().execute(async (trx) => {
        const added = await addDevice(trx, id, request.body.name, hash)
        await audit(trx, {
          personId: caller.personId,
          action: 'device:add',
          subject: String(added.id),
          facts: { personId: id },
          ip: request.ip,
        })
        return added
      })
      return reply.code(201).send({ device, token: secret })
    },
  )

  app.delete(
    '/devices/:id',
    { config: { roles }, schema: { tags, params: ById } },
    async (request, reply) => {
      const caller = callerOf(request)
      await db.transaction().execute(async (trx) => {
        const owner = await revokeDevice(trx, request.params.id, caller.scope)
        if (!owner) throw new Problem('not-found', 'no such device')
        await audit(trx, {
          personId: caller.personId,
          action: 'device:revoke',
          subject: String(request.params.id),
          facts: owner,
          ip: request.ip,
        })
      })
      return reply.code(204).send()
    },
  )

  async function requirePerson(id: number, { scope }: Caller): Promise<void> {
    if (!(await personInScope(db, id, scope))) throw new Problem('not-found', 'no such person')
  }
}
