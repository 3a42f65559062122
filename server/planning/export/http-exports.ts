import { Type, type Static } from 'typebox'
import { deskRoles } from '../../../shared/auth.ts'
import { callerOf } from '../../auth/index.ts'
import { audit } from '../../platform/audit.ts'
import type { Feature } from '../../platform/http.ts'
import { planInScope, wholePlan } from '../http-plans.ts'
import { readExportedPlan, type ExportedPlan } from './plan-queries.ts'
import { ExportLanguage } from './words.ts'
import { writeDaySheets } from './write-day-sheets.ts'
import { writeGeoJson } from './write-geojson.ts'
import { writeGpx } from './write-gpx.ts'
import { writeXlsx } from './write-xlsx.ts'

const PlanFormat = Type.Enum(['html', 'xlsx', 'gpx', 'geojson'] as const)
type PlanFormat = Static<typeof PlanFormat>

interface Writer {
  readonly contentType: string
  readonly write: (exported: ExportedPlan) => string | Buffer | Promise<Buffer>
}

const writers: Record<PlanFormat, Writer> = {
  html: { contentType: 'text/html; charset=utf-8', write: writeDaySheets },
  xlsx: {
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    write: writeXlsx,
  },
  gpx: { contentType: 'application/gpx+xml', write: writeGpx },
  geojson: {
    contentType: 'application/geo+json',
    write: (exported) => JSON.stringify(writeGeoJson(exported)),
  },
}

/** A plan as a file to print, to calculate with, or for a device that finds its way. */
export const exportRoutes: Feature = async (app, { db, config }) => {
  app.get(
    '/plans/:id/export',
    {
      config: { roles: deskRoles },
      schema: {
        tags: ['planning'],
        description: 'Coordinates are WGS-84. `html` is a sheet of paper per person.',
        params: Type.Object({ id: Type.Integer() }),
        querystring: Type.Object({
          format: PlanFormat,
          personId: Type.Optional(Type.Integer()),
          language: Type.Optional(ExportLanguage),
        }),
      },
    },
    async (request, reply) => {
      const caller = callerOf(request)
      const { format, personId, language = 'zh' } = request.query
      const { id } = await planInScope(db, request.params.id, caller)
      const exported = await readExportedPlan(db, await wholePlan(db, id), {
        ...(personId === undefined ? {} : { personId }),
        timeZone: config.timeZone,
        language,
      })
      const { contentType, write } = writers[format]
      const file = await write(exported)
      await audit(db, {
        personId: caller.personId,
        action: 'plan:export',
        subject: String(id),
        facts: { format, personId: personId ?? null },
        ip: request.ip,
      })
      // A page is shown, to be printed; anything else is a file to keep.
      const disposition = format === 'html' ? 'inline' : 'attachment'
      return reply
        .type(contentType)
        .header('content-disposition', `${disposition}; filename="${fileName(exported)}.${format}"`)
        .header('cache-control', 'private, no-store')
        .send(file)
    },
  )
}

/** `2026-03-02-v3-TEAM`, of characters that any file system takes. */
function fileName({ plan, teamCode }: ExportedPlan): string {
  return `${plan.day}-v${String(plan.version)}-${teamCode.replace(/[^A-Za-z0-9]+/g, '-')}`
}
