import { expect, test } from 'vitest'
import type { VisitPolicy } from '../../shared/planning.ts'
import type { PolicyEffect } from '../../shared/policy-effect.ts'
import { countOwed } from '../../server/planning/policies/weigh-policies.ts'
import { plainRhythm } from '../support/plain-rhythm.ts'
import { addRetailer } from '../support/world.ts'
import { eachTestHasASmallTeam } from './support/small-team.ts'

const team = eachTestHasASmallTeam()
const chief = () => team.world.signInAs('manager', { everything: true })
const weekly = {
  ...{ name: 'weekly', tierFrom: 21, tierTo: 30, intervalDays: 7, minGapDays: 3 },
  ...{ serviceMinutes: 20, windowStart: null, windowEnd: null },
  ...plainRhythm,
}

test('before policies are saved they tell what they would make due next week, tier by tier', async () => {
  const boss = await chief()
  await addRetailer(team.world.db, [117.15, 36.6], { tier: 15, managerId: team.a.personId })
  const policies = [{ ...weekly, visits: 2, serviceMinutes: 25 }]
  const answer = await boss.send('POST', '/visit-policies/effect', { policies })
  expect(answer.json<PolicyEffect>()).toEqual({
    ...{ from: '2026-03-03', until: '2026-03-09' },
    tiers: [
      {
        ...{ tier: 25, shops: 7 },
        before: { visits: 7, minutes: 140, uncovered: 0 },
        after: { visits: 14, minutes: 350, uncovered: 0 },
      },
      {
        ...{ tier: 15, shops: 1 },
        before: { visits: 1, minutes: 15, uncovered: 0 },
        after: { visits: 0, minutes: 0, uncovered: 1 },
      },
    ],
  })
  expect((await boss.get('/visit-policies')).json<VisitPolicy[]>()).toHaveLength(3)
})

test('policies that could not be saved tell no effect, nor do those of one team', async () => {
  const policies = [{ ...weekly, tierTo: 20 }]
  const wrong = await (await chief()).send('POST', '/visit-policies/effect', { policies })
  expect(wrong.json()).toMatchObject({ code: 'input-invalid' })
  const one = await team.boss.send('POST', '/visit-policies/effect', { policies: [weekly] })
  expect(one.json()).toMatchObject({ code: 'scope-forbidden' })
})

test.each([
  { why: 'never made: at once, and again', last: null, visits: 1, every: 5, gap: 0, owed: 2 },
  { why: 'made on the eve', last: '2026-03-02', visits: 1, every: 7, gap: 0, owed: 1 },
  { why: 'not before the week ends', last: '2026-03-02', visits: 1, every: 8, gap: 0, owed: 0 },
  { why: 'twice a week', last: '2026-03-01', visits: 2, every: 7, gap: 0, owed: 2 },
  { why: 'overdue, too soon yet', last: '2026-03-02', visits: 7, every: 7, gap: 6, owed: 1 },
  { why: 'too soon for all the week', last: '2026-03-02', visits: 7, every: 7, gap: 9, owed: 0 },
])('a visit $why is owed $owed times', ({ last, visits, every, gap, owed }) => {
  const policy = { ...weekly, id: 1, visits, intervalDays: every, minGapDays: gap }
  expect(countOwed(last, policy, { from: '2026-03-03', until: '2026-03-09' })).toBe(owed)
})
