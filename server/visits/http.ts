import { Type } from 'typebox'
import { fieldRoles } from '../../shared/auth.ts'
import { CheckIn, CheckOut, Skip, Visit } from '../../shared/visits.ts'
import { personOf } from '../auth/index.ts'
import type { Feature } from '../platform/http.ts'
import { toReaders } from '../reports/index.ts'
import { checkIn, checkOut, skipVisit, type Recorded, type Visitor } from './record-visit.ts'

const config = { roles: fieldRoles, device: true }
const tags = ['visits']

/** What people do at shops, told by their phones, possibly late and more than once. */
export const visits: Feature = async (app, { db, config: { timeZone }, announce }) => {
  const parts = { db, timeZone }

  const tell = ({ visit, changed, report }: Recorded, { personId, teamId }: Visitor): Visit => {
    const { id: visitId, retailerId, stopId, outcome, arrivedAt, leftAt } = visit
    if (changed)
      announce(
        'visit:changed',
        [{ visitId, retailerId, personId, teamId, stopId, outcome, arrivedAt, leftAt }],
        { teamIds: teamId === null ? [] : [teamId], personIds: [personId] },
      )
    if (report) announce('report:changed', [{ ...report }], toReaders)
    return visit
  }

  app.post(
    '/visits',
    { config, schema: { tags, body: CheckIn, response: { 200: Visit, 201: Visit } } },
    async (request, reply) => {
      const visitor = personOf(request)
      const recorded = await checkIn(parts, visitor, request.body)
      return reply.code(recorded.changed ? 201 : 200).send(tell(recorded, visitor))
    },
  )

  app.post(
    '/visits/skip',
    { config, schema: { tags, body: Skip, response: { 200: Visit, 201: Visit } } },
    async (request, reply) => {
      const visitor = personOf(request)
      const recorded = await skipVisit(parts, visitor, request.body)
      return reply.code(recorded.changed ? 201 : 200).send(tell(recorded, visitor))
    },
  )

  app.post(
    '/visits/:id/check-out',
    {
      config,
      schema: {
        tags,
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
        body: CheckOut,
        response: { 200: Visit },
      },
    },
    async (request) => {
      const visitor = personOf(request)
      return tell(await checkOut(parts, visitor, request.params.id, request.body), visitor)
    },
  )
}
