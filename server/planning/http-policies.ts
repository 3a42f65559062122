import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { deskRoles } from '../../shared/auth.ts'
import { VisitPolicy } from '../../shared/planning.ts'
import { NewPolicies, PolicyEffect } from '../../shared/policy-effect.ts'
import { addDays, dayOf, startOfDay } from '../../shared/time.ts'
import { callerOf, requireEverything } from '../auth/index.ts'
import { audit } from '../platform/audit.ts'
import type { Feature } from '../platform/http.ts'
import { Problem } from '../platform/problem.ts'
import { shopsAlike } from './policies/rhythm-queries.ts'
import { weighPolicies } from './policies/weigh-policies.ts'
import { replacePolicies, visitPolicies } from './policy-queries.ts'

const tags = ['planning']
/** That the effect of policies is told of, from tomorrow on. */
const EFFECT_DAYS = 7

/** How often shops are visited, for the whole installation. */
export const policyRoutes: Feature = async (app, { db, clock, config }) => {
  const { timeZone } = config
  app.get(
    '/visit-policies',
    {
      config: { roles: deskRoles },
      schema: { tags, response: { 200: Type.Array(VisitPolicy) } },
    },
    () => visitPolicies(db),
  )

  // Who says nothing of classes, weekdays and the like gets what they were before there was a choice.
  const preValidation = async ({ body }: { readonly body: unknown }) =>
    void Value.Default(NewPolicies, body)

  app.post(
    '/visit-policies/effect',
    {
      config: { roles: ['manager', 'administrator'] },
      preValidation,
      schema: {
        tags,
        description:
          'What these policies would make due in the seven days from tomorrow, beside those that hold. Writes nothing.',
        body: NewPolicies,
        response: { 200: PolicyEffect },
      },
    },
    async (request) => {
      requireEverything(callerOf(request))
      requireSense(request.body.policies)
      const from = addDays(dayOf(clock.now(), timeZone), 1)
      const until = addDays(from, EFFECT_DAYS - 1)
      const groups = await shopsAlike(db, { ends: startOfDay(from, timeZone), timeZone })
      const before = await visitPolicies(db)
      return { from, until, tiers: weighPolicies(groups, before, request.body, { from, until }) }
    },
  )

  app.put(
    '/visit-policies',
    {
      config: { roles: ['manager', 'administrator'] },
      preValidation,
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
function requireSense(policies: NewPolicies['policies']): void {
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
