import { expect, test } from 'vitest'
import type { DueVisit } from '../../shared/planning.ts'
import { eachTestHasASmallTeam, MONDAY } from './support/small-team.ts'

const team = eachTestHasASmallTeam()
const due = async (day = MONDAY) =>
  (await team.boss.get(`/due?teamId=${String(team.teamId)}&day=${day}`)).json<DueVisit[]>()
const dueOf = async (retailerId: number | undefined, day = MONDAY) =>
  (await due(day)).find((visit) => visit.retailerId === retailerId)
const setLine = (retailerId: number | undefined, facts: object) =>
  team.boss.send('PATCH', '/retailers', { edits: [{ retailerIds: [retailerId], set: facts }] })

async function visitAround(around: string | null): Promise<void> {
  const chief = await team.world.signInAs('manager', { everything: true })
  const saved = (await chief.get('/visit-policies')).json<{ id: number }[]>()
  const policies = saved.map(({ id: _, ...policy }) => ({ ...policy, around }))
  expect((await chief.send('PUT', '/visit-policies', { policies })).statusCode).toBe(200)
}

test('a due visit says what the day costs off its fixed line, and when it orders and is delivered to', async () => {
  const [shop] = team.shopsOfA
  await setLine(shop, { usualWeekdays: [2], orderWeekday: 3, deliveryWeekday: 5 })
  expect(await dueOf(shop)).toMatchObject({
    ...{ usualWeekdays: [2], orderWeekday: 3, deliveryWeekday: 5, dayMinutes: 20 },
    managerWorks: true,
  })
  expect(await dueOf(shop, '2026-03-03')).toMatchObject({ dayMinutes: 0 })
})

test.each([
  { around: 'before-order', facts: { orderWeekday: 3 }, best: [1, 2] },
  { around: 'after-order', facts: { orderWeekday: 3 }, best: [4, 5] },
  { around: 'after-delivery', facts: { orderWeekday: 3, deliveryWeekday: 5 }, best: [6, 7] },
  { around: null, facts: { orderWeekday: 3 }, best: [1, 2, 3, 4, 5, 6, 7] },
])('a visit $around costs nothing more on days $best alone', async ({ around, facts, best }) => {
  const [shop] = team.shopsOfA
  await visitAround(around)
  await setLine(shop, facts)
  const cheap: number[] = []
  for (let weekday = 1; weekday <= 7; weekday++) {
    const visit = await dueOf(shop, `2026-03-0${String(weekday + 1)}`)
    if (visit?.dayMinutes === 0) cheap.push(weekday)
  }
  expect(cheap).toEqual(best)
})

const SUNDAY = '2026-03-08'
const holiday = (day: string, working: boolean) =>
  team.world.db.insertInto('calendar_day').values({ day, working, name: null }).execute()
const worksFor = async (retailerId: number | undefined, day: string) =>
  (await dueOf(retailerId, day))?.managerWorks

test('a due visit says whether its manager works: not when absent or on a holiday, but on a Sunday that makes up', async () => {
  const [[ofA], [ofB]] = [team.shopsOfA, team.shopsOfB]
  await team.world.db
    .insertInto('absence')
    .values({ person_id: team.a.personId, day: MONDAY, reason: 'ill' })
    .execute()
  expect([await worksFor(ofA, MONDAY), await worksFor(ofB, MONDAY)]).toEqual([false, true])
  expect(await worksFor(ofB, SUNDAY)).toBe(false)
  await holiday(SUNDAY, true)
  await holiday('2026-03-03', false)
  expect([await worksFor(ofB, SUNDAY), await worksFor(ofB, '2026-03-03')]).toEqual([true, false])
})
