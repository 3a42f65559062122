import { Type } from 'typebox'
import { fieldRoles } from '../../shared/auth.ts'
import { Acceptance, Fixes, LatestPosition } from '../../shared/positions.ts'
import { callerOf, personOf, requireTeam } from '../auth/index.ts'
import { audit } from '../platform/audit.ts'
import type { Feature, Parts } from '../platform/http.ts'
import type { Ingest } from './ingest.ts'
import { latestPositions } from './queries.ts'

export interface PositionsOptions extends Parts {
  ingest: Ingest
}

export const positions: Feature<PositionsOptions> = async (app, { db, ingest }) => {
  app.post(
    '/positions',
    {
      config: { roles: fieldRoles, device: true },
      schema: {
        tags: ['positions'],
        summary: 'Own fixes; answered after they are stored, safe to repeat',
        body: Fixes,
        response: { 200: Acceptance },
      },
    },
    (request) => {
      const { personId, teamId, deviceId } = personOf(request)
      return ingest.accept({ personId, teamId, deviceId, fixes: request.body.fixes })
    },
  )

  app.get(
    '/positions/latest',
    {
      config: { roles: ['supervisor', 'manager', 'administrator'] },
      schema: {
        tags: ['positions'],
        summary: 'Where people were last seen; each reading is in the audit log',
        querystring: Type.Object({ teamId: Type.Optional(Type.Integer()) }),
        response: { 200: Type.Array(LatestPosition) },
      },
    },
    async (request) => {
      const caller = callerOf(request)
      const { teamId } = request.query
      if (teamId !== undefined) requireTeam(caller, teamId)
      const visible = caller.scope.everything ? undefined : caller.scope.teamIds
      const teamIds = teamId === undefined ? visible : [teamId]
      await audit(db, {
        personId: caller.personId,
        action: 'positions-read',
        facts: { teamIds: teamIds ?? 'all' },
        ip: request.ip,
      })
      return latestPositions(db, teamIds)
    },
  )

  app.addHook('onClose', () => ingest.close())
}
