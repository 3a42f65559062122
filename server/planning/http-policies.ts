import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { deskRoles } from '../../shared/auth.ts'
import { VisitPolicy } from '../../shared/planning.ts'
import { callerOf, requireEverything } from '../auth/index.ts'
import { audit } from '../platform/audit.ts'
import type { Feature } from '../platform/http.ts'
import { Problem } from '../platform/problem.ts'
import { replacePolicies, visitPolicies } from './policy-queries.ts'

const tags = ['planning']
const NewPolicy = Type.Omit(VisitPolicy, ['id'])
type NewPolicy = Omit<VisitPolicy, 'id'>
const NewPolicies = Type.Object({ policies: Type.Array(NewPolicy, { minItems: 1, maxItems: 100 }) })

/** How often shops are visited, for the whole installation. */
export const policyRoutes: Feature = async (app, { db }) => {
  app.get(
    '/visit-policies',
    {
      config: { roles: deskRoles },
      schema: { tags, response: { 200: Type.Array(VisitPolicy) } },
    },
    () => visitPolicies(db),
  )

  app.put(
    '/visit-policies',
    {
      config: { roles: ['manager', 'administrator'] },
      // Who says nothing of classes, weekdays and the like gets what they were before there was a choice.
      preValidation: async (request) => void Value.Default(NewPolicies, request.body),
      schema: {
        tags,
        body: NewPolicies,
        response: { 200: Type.Array(VisitPolicy) },
      },
    },
    async (request) => {
      const caller = callerOf(request)
      requireEverything(caller)
      const { policies } = request.body
      requireSense(policies)
      return db.transaction().execute(async (trx) => {
        await replacePolicies(trx, policies)
        await audit(trx, {
          personId: caller.personId,
          action: 'visit-policies:replace',
          facts: { policies },
          ip: request.ip,
        })
        return visitPolicies(trx)
      })
    },
  )
}

/** @throws Problem input-invalid */
function requireSense(policies: readonly NewPolicy[]): void {
  for (const policy of policies) {
    const { name, tierFrom, tierTo, visits, intervalDays, windowStart, windowEnd } = policy
    if (tierFrom > tierTo) throw new Problem('input-invalid', `${name}: tiers are upside down`)
    if (visits > intervalDays) throw new Problem('input-invalid', `${name}: more visits than days`)
    if (windowStart !== null && windowEnd !== null && windowStart >= windowEnd)
      throw new Problem('input-invalid', `${name}: the window ends before it begins`)
  }
  if (new Set(policies.map(({ name }) => name)).size < policies.length)
    throw new Problem('input-invalid', 'two policies have the same name')
}
