import { Type } from 'typebox'
import { deskRoles, type Role } from '../../../../shared/auth.ts'
import { ReportVisitChoice, ReportVisits } from '../../../../shared/report-visits.ts'
import { Report } from '../../../../shared/reports.ts'
import { callerOf } from '../../../auth/index.ts'
import type { Feature } from '../../../platform/http.ts'
import { requireVisitable, toReaders } from '../../../reports/index.ts'
import { planInScope, wholePlan } from '../../http-plans.ts'
import { tellPublished } from '../../tell-published.ts'
import type { DuringOptions } from '../http-during.ts'
import { insertVisit, type InsertedVisit } from './insert-visit.ts'
import { offerVisits } from './offer-visits.ts'

const config = { roles: ['manager', 'administrator'] as const satisfies Role[] }
const tags = ['planning']
const params = Type.Object({ id: Type.String({ format: 'uuid' }) })

/** Sending somebody to look at a report on the tour that they have anyway. */
export const reportVisitRoutes: Feature<DuringOptions> = async (app, options) => {
  const { db, clock, solver, travel, sightings, announce } = options
  const parts = { db, solver, travel, sightings, timeZone: options.config.timeZone }

  app.get(
    '/reports/:id/visits',
    {
      config,
      schema: {
        tags,
        description:
          'Who is to look at a report, or else who could on their tour of today or of the week to come, at what price by road.',
        params,
        response: { 200: ReportVisits },
      },
    },
    async (request) => {
      const { scope } = callerOf(request)
      const report = await requireVisitable(db, request.params.id, scope)
      const teamIds = scope.everything ? undefined : scope.teamIds
      return offerVisits(parts, report, { teamIds, now: clock.now() })
    },
  )

  app.post(
    '/reports/:id/visits',
    {
      config,
      schema: {
        tags,
        description:
          'Puts looking at a report into a tour and gives the report to its person. Of a plan in force that is its next ' +
          'version, told to that phone alone; `report-visit-stale` when the field has moved on since the offer.',
        params,
        body: ReportVisitChoice,
        response: { 200: Report },
      },
    },
    async (request) => {
      const caller = callerOf(request)
      await planInScope(db, request.body.planId, caller)
      const by = { personId: caller.personId, ip: request.ip }
      const asked = { reportId: request.params.id, scope: caller.scope, now: clock.now(), by }
      const inserted = await insertVisit(parts, { ...request.body, ...asked })
      await tell(inserted, caller.personId)
      return inserted.report
    },
  )

  async function tell({ report, planId, published }: InsertedVisit, by: number | null) {
    const { id, revision } = report
    announce('report:changed', [{ id, revision }], toReaders)
    if (published) {
      tellPublished(announce, published)
      return
    }
    const { teamId, day, revision: now } = await wholePlan(db, planId)
    announce('plan:edited', [{ planId, teamId, day, revision: now, by }], { roles: deskRoles })
  }
}
