import type { Db } from '../platform/database/index.ts'
import type { PolicyRow, RuleSet } from './city/index.ts'

export async function replacePolicies(db: Db, policies: readonly PolicyRow[]): Promise<void> {
  await db.deleteFrom('visit_policy').execute()
  await db
    .insertInto('visit_policy')
    .values(
      policies.map((policy) => ({
        name: policy.name,
        tier_from: policy.tierFrom,
        tier_to: policy.tierTo,
        interval_days: policy.intervalDays,
        min_gap_days: policy.minGapDays,
        service_minutes: policy.serviceMinutes,
      })),
    )
    .execute()
}

export async function replaceRuleSet(db: Db, ruleSet: RuleSet): Promise<void> {
  const { name, validFrom, sourceText, ...rules } = ruleSet
  await db.deleteFrom('rule_set').execute()
  await db
    .insertInto('rule_set')
    .values({ name, valid_from: validFrom, source_text: sourceText, rules: JSON.stringify(rules) })
    .execute()
}

/** Teams that somebody visits shops for. */
export async function teamIds(db: Db): Promise<number[]> {
  const rows = await db
    .selectFrom('person')
    .select('team_id')
    .distinct()
    .where('role', '=', 'customer-manager')
    .where('team_id', 'is not', null)
    .orderBy('team_id')
    .execute()
  return rows.flatMap(({ team_id }) => team_id ?? [])
}

/** Takes back what the loader planned: there was no plan in the empty database. */
export async function removePlans(db: Db): Promise<void> {
  await db.deleteFrom('plan').execute()
}
