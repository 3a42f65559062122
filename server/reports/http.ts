import { randomUUID } from 'node:crypto'
import { Type } from 'typebox'
import { fieldRoles, type Role } from '../../shared/auth.ts'
import {
  NewReport,
  Report,
  ReportFile,
  reportStatuses,
  ReportSearch,
} from '../../shared/reports.ts'
import { Page } from '../../shared/schema.ts'
import { dayOf } from '../../shared/time.ts'
import { callerOf, personOf } from '../auth/index.ts'
import { audit } from '../platform/audit.ts'
import { isFresh, versionTag } from '../platform/cache-tag.ts'
import type { Feature } from '../platform/http.ts'
import { Problem } from '../platform/problem.ts'
import { reportMoves } from './http-moves.ts'
import {
  addEvent,
  addReport,
  addReporter,
  countByStatus,
  eventsOf,
  findReports,
  isFiledBy,
  nearestTo,
  reportById,
  reportInScope,
  reportPointsText,
} from './queries.ts'
import { reportReaders, toReaders } from './readers.ts'

const tags = ['reports']
const config = { roles: reportReaders }
const ById = Type.Object({ id: Type.String({ format: 'uuid' }) })

export const reports: Feature = async (app, parts) => {
  const { db, clock, announce } = parts
  const dayAt = (at: Date) => dayOf(at, parts.config.timeZone)
  await app.register(reportMoves, parts)

  app.get(
    '/reports',
    { config, schema: { tags, querystring: ReportSearch, response: { 200: Page(Report) } } },
    (request) => findReports(db, request.query, callerOf(request).scope),
  )

  app.get(
    '/reports/counts',
    {
      config,
      schema: { tags, response: { 200: Type.Record(Type.String(), Type.Integer()) } },
    },
    async (request) => {
      const counts = await countByStatus(db, callerOf(request).scope)
      return Object.fromEntries(reportStatuses.map((status) => [status, counts.get(status) ?? 0]))
    },
  )

  app.get(
    '/reports.geojson',
    {
      config,
      schema: { tags, querystring: Type.Object({ open: Type.Optional(Type.Boolean()) }) },
    },
    async (request, reply) => {
      const text = await reportPointsText(db, request.query.open ?? false, callerOf(request).scope)
      if (isFresh(request, reply, versionTag(text))) return reply.code(304).send()
      return reply.type('application/geo+json').send(text)
    },
  )

  app.get(
    '/reports/:id',
    { config, schema: { tags, params: ById, response: { 200: ReportFile } } },
    async (request) => {
      const { id } = request.params
      const report = await reportInScope(db, id, callerOf(request).scope)
      if (!report) throw new Problem('not-found', 'no such report')
      const [events, nearest] = await Promise.all([
        eventsOf(db, id),
        nearestTo(db, id, dayAt(clock.now())),
      ])
      return { report, events, ...nearest }
    },
  )

  app.post(
    '/reports',
    {
      config: { roles: 'signed-in', device: true },
      schema: { tags, body: NewReport, response: { 200: Report, 201: Report } },
    },
    async (request, reply) => {
      const { personId, role } = personOf(request)
      const filed = { ...request.body, id: request.body.id ?? randomUUID() }
      if (!filed.at && filed.address === undefined)
        throw new Problem('input-invalid', 'a report needs a place or an address')
      const at = clock.now()
      const report = await db.transaction().execute(async (trx) => {
        const added = await addReport(trx, filed, dayAt(at), at)
        // A phone that heard no answer sends the same report again; its id is its own.
        if (!added) return undefined
        await keepFiler(trx, added.id, personId, role, at)
        await audit(trx, { personId, action: 'report:add', subject: added.id, ip: request.ip })
        return added
      })
      if (!report) return repeatAnswer(filed.id, personId)
      announce('report:changed', [{ id: report.id, revision: report.revision }], toReaders)
      return reply.code(201).send(report)
    },
  )

  async function repeatAnswer(id: string, personId: number) {
    const known = await reportById(db, id)
    if (!known || !(await isFiledBy(db, id, personId))) throw new Problem('code-taken')
    return known
  }
}

/** Field staff who report are reporters, to be protected like any other: the event that everybody reads does not name them. */
async function keepFiler(
  db: Parameters<typeof addEvent>[0],
  reportId: string,
  personId: number,
  role: Role,
  at: Date,
): Promise<void> {
  const isReporter = (fieldRoles as readonly Role[]).includes(role)
  if (isReporter) await addReporter(db, reportId, personId)
  await addEvent(db, {
    reportId,
    at,
    personId: isReporter ? null : personId,
    fromStatus: null,
    toStatus: 'submitted',
    reason: null,
    facts: {},
  })
}
