import { Type } from 'typebox'
import { deskRoles, type Role } from '../../../shared/auth.ts'
import {
  Horizon,
  HorizonRequest,
  MOST_SPAN_DAYS,
  Span,
  SpanQuery,
} from '../../../shared/horizon.ts'
import { addDays, dayOf } from '../../../shared/time.ts'
import { callerOf, requireTeam, type Caller } from '../../auth/index.ts'
import type { Feature, Parts } from '../../platform/http.ts'
import { Problem } from '../../platform/problem.ts'
import type { Travel } from '../../roads/index.ts'
import { requireTeamExists } from '../queries.ts'
import { horizonById } from './horizon-queries.ts'
import type { HorizonRuns } from './horizon-runs.ts'
import { readHorizon } from './read-horizon.ts'
import { addHorizonDrafts } from './save-horizon.ts'
import { readSpan } from './read-span.ts'

const roles = ['manager', 'administrator'] as const satisfies Role[]
const tags = ['planning']
const OneHorizon = Type.Object({ id: Type.Integer() })
/** For weeks, as long as somebody does something else meanwhile. */
const BUDGET_SECONDS = 50

export interface HorizonRoutesOptions extends Parts {
  readonly travel: Travel
  readonly horizons: HorizonRuns
}

/** Several days of a team as one. */
export const horizonRoutes: Feature<HorizonRoutesOptions> = async (app, options) => {
  const { db, clock, config, travel, horizons } = options
  const { timeZone } = config

  async function inScope(id: number, { scope }: Caller): Promise<Horizon> {
    const found = await horizonById(db, id)
    const visible = found && (scope.everything || scope.teamIds.includes(found.teamId))
    if (!visible) throw new Problem('not-found', 'no such horizon')
    return found
  }

  app.post(
    '/plans/horizon',
    {
      config: { roles },
      schema: {
        tags,
        description:
          'Plans the next working days as one: which day a visit falls on is part of it. Answers with a draft for each day ' +
          'as first found; they go on being improved in the background (`run`).',
        body: HorizonRequest,
        response: { 202: Horizon },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request)
      const { teamId, from, days, seconds = BUDGET_SECONDS } = request.body
      requireTeam(caller, teamId)
      await requireTeamExists(db, teamId)
      const today = dayOf(clock.now(), timeZone)
      const toPlan = await readHorizon({ db, timeZone, travel }, { teamId, from, days, today })
      const budgetMillis = seconds * 1000
      const createdBy = caller.personId
      const id = await horizons.start({
        toPlan,
        budgetMillis,
        begin: (first, node) => {
          const owner = { teamId, from, createdBy, budgetMillis, node }
          return addHorizonDrafts({ db, timeZone }, owner, toPlan, first)
        },
      })
      return reply
        .code(202)
        .header('location', `${request.url}/${String(id)}`)
        .send(await inScope(id, caller))
    },
  )

  app.get(
    '/plans/horizon',
    {
      config: { roles: deskRoles },
      schema: {
        tags,
        description: `People against days, at most ${String(MOST_SPAN_DAYS)} of them.`,
        querystring: SpanQuery,
        response: { 200: Span },
      },
    },
    async (request) => {
      const { teamId, from, until } = request.query
      requireTeam(callerOf(request), teamId)
      if (until < from || until >= addDays(from, MOST_SPAN_DAYS))
        throw new Problem('input-invalid', 'until: a day from `from` on, and not too far')
      return readSpan({ db, timeZone }, request.query)
    },
  )

  app.get(
    '/plans/horizon/:id',
    {
      config: { roles: deskRoles },
      schema: { tags, params: OneHorizon, response: { 200: Horizon } },
    },
    (request) => inScope(request.params.id, callerOf(request)),
  )

  app.delete(
    '/plans/horizon/:id/run',
    {
      config: { roles },
      schema: {
        tags,
        description:
          'Ends improving the days with the best so far. With `discard`, the drafts go that nobody has changed.',
        params: OneHorizon,
        querystring: Type.Object({ discard: Type.Optional(Type.Boolean()) }),
        response: { 200: Horizon },
      },
    },
    async (request) => {
      const caller = callerOf(request)
      const { id } = await inScope(request.params.id, caller)
      await horizons.end(id, request.query.discard ? 'discard' : 'keep')
      return inScope(id, caller)
    },
  )
}
