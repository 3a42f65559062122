import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { Type } from 'typebox'
import type { Role } from '../../../shared/auth.ts'
import { PLAN_PROBLEM, PlanProblem } from '../../../shared/plan-problem.ts'
import { callerOf } from '../../auth/index.ts'
import { problemDocument } from '../../optimizer/index.ts'
import type { Feature } from '../../platform/http.ts'
import { Problem } from '../../platform/problem.ts'
import { planInScope } from '../http-plans.ts'
import { hasRun } from '../run-queries.ts'
import { searchOfPlan } from './search-queries.ts'

/** What the tours of a plan came of, for `beatline optimize` and whoever wants to know. */
export const problemRoutes: Feature = async (app, { db }) => {
  app.get(
    '/plans/:id/problem',
    {
      config: { roles: ['manager', 'administrator'] as const satisfies Role[] },
      schema: {
        tags: ['planning'],
        description:
          'The problem and the searches that the tours of a plan came of: `beatline optimize FILE` finds them again.',
        params: Type.Object({ id: Type.Integer() }),
      },
    },
    async (request, reply) => {
      const { id, teamId, day } = await planInScope(db, request.params.id, callerOf(request))
      if (await hasRun(db, id)) throw new Problem('unavailable', 'the plan is being improved')
      const kept = await searchOfPlan(db, id)
      if (!kept) throw new Problem('not-found', 'no search made this plan')
      const document = await problemDocument(db, kept.hash)
      if (!document) throw new Problem('not-found', 'the problem was dropped for its age')
      const { version, edited, solver, hash, search } = kept
      const head = {
        format: PLAN_PROBLEM,
        ...{ plan: { id, teamId, day, version, edited }, solver, hash, search },
      } satisfies Omit<PlanProblem, 'problem'>
      const problem = (await promisify(gunzip)(document)).toString('utf8')
      // The problem goes out to the letter as it was hashed.
      const file = `${JSON.stringify(head).slice(0, -1)},"problem":${problem}}\n`
      const name = `plan-${day}-v${String(version)}.problem.json`
      return reply
        .type('application/json')
        .header('content-disposition', `attachment; filename="${name}"`)
        .send(file)
    },
  )
}
