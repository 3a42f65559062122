import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { OtherDays } from '../../shared/plan-why.ts'
import type { DueVisit, Plan } from '../../shared/planning.ts'
import { eachTestHasASmallTeam, makePlan, shopsIn, tourOf } from './support/small-team.ts'

const [TUESDAY, WEDNESDAY] = ['2026-03-03', '2026-03-04']
const team = eachTestHasASmallTeam()

async function setShiftEnd(at: string): Promise<void> {
  const { world, a } = team
  await sql`update person set shift_end = ${at}::time where id = ${a.personId}`.execute(world.db)
}

/** A Monday that has no room for one visit of the first person's. */
async function planFullMonday(): Promise<{ plan: Plan; shop: number }> {
  await setShiftEnd('10:15')
  const plan = await makePlan(team)
  await setShiftEnd('17:30')
  const [left, ...others] = plan.unassigned
  if (!left || others.length > 0) throw new Error('one visit is to be left out')
  return { plan, shop: left.retailerId }
}

const otherDaysOf = async ({ id }: Plan) =>
  (await team.boss.get(`/plans/${String(id)}/other-days`)).json<OtherDays>()

const isDue = async (shop: number, day: string) =>
  (await team.boss.get(`/due?teamId=${String(team.teamId)}&day=${day}`))
    .json<DueVisit[]>()
    .some(({ retailerId }) => retailerId === shop)

const onTheWay = ({ tours }: Plan) => tours.reduce((sum, tour) => sum + tour.travelSeconds, 0)

const postpone = ({ id, revision }: Plan, retailerId: number, day: string) =>
  team.boss.send('POST', `/plans/${String(id)}/postponements`, { revision, retailerId, day })

test('a day without a plan costs what its weekday costs', async () => {
  const { plan, shop } = await planFullMonday()
  expect(await otherDaysOf(plan)).toEqual({
    revision: plan.revision,
    visits: [
      {
        ...{ retailerId: shop, personId: team.a.personId, day: TUESDAY, planId: null },
        ...{ seconds: 0, metres: 0, weekdaySeconds: 0 },
      },
    ],
  })
})

test('a day that has a plan costs what putting the visit into it costs', async () => {
  const { plan, shop } = await planFullMonday()
  const { world, a } = team
  // Nobody works on any day but these two.
  await sql`update person set working_days = '{1,2}' where id = ${a.personId}`.execute(world.db)
  await sql`insert into absence (person_id, day, reason)
            select ${a.personId}, day, 'leave' from generate_series(
              '2026-03-09'::date, '2026-03-16', '1 day') day`.execute(world.db)
  const tuesday = await makePlan(team, TUESDAY)
  const stop = tourOf(tuesday, a).stops.find(({ retailerId }) => retailerId === shop)
  expect((await otherDaysOf(plan)).visits).toMatchObject([{ day: TUESDAY, seconds: 0 }])
  const path = `/plans/${String(tuesday.id)}/stops/${String(stop?.id)}`
  const without = (
    await team.boss.send('DELETE', `${path}?revision=${String(tuesday.revision)}`)
  ).json<Plan>()
  const [other] = (await otherDaysOf(plan)).visits
  expect(other).toMatchObject({ day: TUESDAY, planId: tuesday.id })
  expect(other?.seconds).toBeGreaterThan(0)
  expect(other?.seconds).toBe(onTheWay(tuesday) - onTheWay(without))
})

test('a visit moved to a day is due then and not before, until that is taken back', async () => {
  const { plan, shop } = await planFullMonday()
  expect(await isDue(shop, TUESDAY)).toBe(true)
  const moved = (await postpone(plan, shop, WEDNESDAY)).json<Plan>()
  expect(moved.unassigned).toMatchObject([
    { retailerId: shop, reason: 'REMOVED', movedTo: WEDNESDAY },
  ])
  expect([await isDue(shop, TUESDAY), await isDue(shop, WEDNESDAY)]).toEqual([false, true])
  expect(shopsIn(tourOf(await makePlan(team, TUESDAY), team.a))).not.toContain(shop)
  expect(shopsIn(tourOf(await makePlan(team, WEDNESDAY), team.a))).toContain(shop)
  const { revision } = moved
  await team.boss.send('POST', `/plans/${String(plan.id)}/undo`, { revision })
  expect(await isDue(shop, TUESDAY)).toBe(true)
})

test('a visit that is in a tour, or an earlier day, is refused and changes nothing', async () => {
  const { plan, shop } = await planFullMonday()
  const [planned = 0] = shopsIn(tourOf(plan, team.a))
  expect((await postpone(plan, planned, TUESDAY)).json()).toMatchObject({ code: 'plan-changed' })
  expect((await postpone(plan, shop, plan.day)).json()).toMatchObject({ code: 'input-invalid' })
  expect((await team.boss.get(`/plans/${String(plan.id)}`)).json()).toEqual(plan)
})
