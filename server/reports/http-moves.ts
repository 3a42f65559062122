import { Type } from 'typebox'
import { Report, ReportMove } from '../../shared/reports.ts'
import { callerOf, requireTeam, type Caller } from '../auth/index.ts'
import { audit } from '../platform/audit.ts'
import type { Feature } from '../platform/http.ts'
import { Problem } from '../platform/problem.ts'
import { planMove } from './plan-move.ts'
import {
  addEvent,
  changeReport,
  inspectorTeam,
  reportInScope,
  type ReportChange,
} from './queries.ts'
import { toReaders } from './readers.ts'

export const reportMoves: Feature = async (app, { db, clock, announce }) => {
  app.post(
    '/reports/:id/move',
    {
      config: { roles: ['supervisor', 'manager', 'administrator', 'inspector'] },
      schema: {
        tags: ['reports'],
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
        body: ReportMove,
        response: { 200: Report },
      },
    },
    async (request) => {
      const caller = callerOf(request)
      const { id } = request.params
      const moved = await db.transaction().execute(async (trx) => {
        const before = await reportInScope(trx, id, caller.scope, 'lock')
        if (!before) throw new Problem('not-found', 'no such report')
        const change = planMove(before, request.body, caller)
        await requireNamed(trx, before, change, caller)
        const after = await changeReport(trx, id, change)
        await addEvent(trx, {
          reportId: id,
          at: clock.now(),
          personId: caller.personId,
          fromStatus: before.status,
          toStatus: after.status,
          reason: request.body.reason ?? null,
          facts: factsOf(change),
        })
        await audit(trx, {
          personId: caller.personId,
          action: 'report:move',
          subject: id,
          facts: { from: before.status, to: after.status },
          ip: request.ip,
        })
        return after
      })
      announce('report:changed', [{ id, revision: moved.revision }], toReaders)
      return moved
    },
  )
}

/** The inspector and the other report that a move names must exist and be the caller's to name. */
async function requireNamed(
  db: Parameters<typeof changeReport>[0],
  before: Report,
  { status, assigneeId, duplicateOf }: ReportChange,
  caller: Caller,
): Promise<void> {
  if (status === 'assigned' && assigneeId !== null && assigneeId !== before.assigneeId) {
    const inspector = await inspectorTeam(db, assigneeId)
    if (!inspector) throw new Problem('report-assignee-missing', 'not an active inspector')
    requireTeam(caller, inspector.teamId)
  }
  if (duplicateOf === null) return
  const original = await reportInScope(db, duplicateOf, caller.scope)
  if (!original || original.duplicateOf !== null)
    throw new Problem('input-invalid', 'duplicateOf must name a report that is no duplicate itself')
}

/** What a step decided, for its line in the log. */
function factsOf({ status, outcome, assigneeId, duplicateOf }: ReportChange): object {
  if (status === 'verified') return { outcome }
  if (status === 'assigned') return { assigneeId }
  return status === 'duplicate' ? { duplicateOf } : {}
}
