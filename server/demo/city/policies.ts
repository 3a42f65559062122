import type { PolicyRow, RuleSet } from './demo-city.ts'

/** How often each tier is called on, and for how long. */
export const policies: readonly PolicyRow[] = [
  {
    name: '高档位每周 / High tier, weekly',
    tierFrom: 21,
    tierTo: 30,
    intervalDays: 7,
    minGapDays: 3,
    serviceMinutes: 18,
  },
  {
    name: '中档位两周 / Middle tier, fortnightly',
    tierFrom: 11,
    tierTo: 20,
    intervalDays: 14,
    minGapDays: 6,
    serviceMinutes: 12,
  },
  {
    name: '低档位四周 / Low tier, four-weekly',
    tierFrom: 1,
    tierTo: 10,
    intervalDays: 28,
    minGapDays: 12,
    serviceMinutes: 9,
  },
]

export function policyFor(tier: number): PolicyRow {
  const policy = policies.find(({ tierFrom, tierTo }) => tier >= tierFrom && tier <= tierTo)
  if (!policy) throw new RangeError(`no policy for tier ${String(tier)}`)
  return policy
}

/** Invented, in the shape of a local rule: see the domain notes on layout of retail points. */
export const ruleSet: RuleSet = {
  name: '澜湾市零售点合理布局规定（虚构）/ Lanwan layout rule (fictional)',
  validFrom: '2025-01-01',
  sourceText:
    '虚构示例：城镇零售点间距不低于 50 米，乡村不低于 100 米；中小学、幼儿园出入口 50 米内不设零售点。 / ' +
    'Fictional: at least 50 m between points in town, 100 m in the country; none within 50 m of a school gate.',
  spacingMetres: { urban: 50, rural: 100 },
  schoolMetres: {
    kindergarten: 50,
    primary: 50,
    middle: 50,
    high: 50,
    vocational: 50,
    university: 0,
  },
  quotaPerThousand: 3.7,
}
