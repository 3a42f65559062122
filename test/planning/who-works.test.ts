import { expect, test } from 'vitest'
import type { Plan } from '../../shared/planning.ts'
import { addRetailer } from '../support/world.ts'
import { eachTestHasASmallTeam, makePlan, MONDAY, START_A, tourOf } from './support/small-team.ts'

const team = eachTestHasASmallTeam()
const SUNDAY = '2026-03-08'

async function peopleOf(day: string): Promise<number[]> {
  return (await makePlan(team, day)).tours.map(({ personId }) => personId)
}

async function refusalOf(day: string) {
  const answer = await team.boss.send('POST', '/plans', { teamId: team.teamId, day })
  return answer.json<{ code: string }>().code
}

function setCalendar(day: string, working: boolean) {
  return team.world.db.insertInto('calendar_day').values({ day, working, name: null }).execute()
}

test('on a Sunday nobody works', async () => {
  expect(await refusalOf(SUNDAY)).toBe('nobody-works')
})

test('on a Sunday that makes up for a holiday everybody works', async () => {
  await setCalendar(SUNDAY, true)
  expect(await peopleOf(SUNDAY)).toEqual([team.a.personId, team.b.personId])
})

test('on a holiday nobody works', async () => {
  await setCalendar(MONDAY, false)
  expect(await refusalOf(MONDAY)).toBe('nobody-works')
})

test('whoever works on Sundays only is planned on Sundays only', async () => {
  const { a, b, world } = team
  await world.db
    .updateTable('person')
    .set({ working_days: [7] })
    .where('id', '=', b.personId)
    .execute()
  expect(await peopleOf(MONDAY)).toEqual([a.personId])
  expect(await peopleOf(SUNDAY)).toEqual([b.personId])
})

test('the shops of somebody absent are due but left out, for nobody else may visit them', async () => {
  const { a, b, boss, teamId, world, shopsOfB } = team
  await world.db
    .insertInto('absence')
    .values({ person_id: b.personId, day: MONDAY, reason: 'leave' })
    .execute()
  const plan = await makePlan(team)
  expect(plan.tours.map(({ personId }) => personId)).toEqual([a.personId])
  expect(plan.unassigned.map(({ retailerId, reason }) => [retailerId, reason])).toEqual(
    shopsOfB.map((id) => [id, 'NO_SKILL']),
  )
  expect((await boss.get(`/due?teamId=${String(teamId)}&day=${MONDAY}`)).json()).toHaveLength(7)
})

test('the shops of somebody who has left are not due', async () => {
  const { b, boss, teamId, world } = team
  await world.db.updateTable('person').set({ active: false }).where('id', '=', b.personId).execute()
  expect((await boss.get(`/due?teamId=${String(teamId)}&day=${MONDAY}`)).json()).toHaveLength(4)
})

test('a day on which nothing is due has no plan', async () => {
  await team.world.db.updateTable('retailer').set({ status: 'suspended' }).execute()
  expect(await refusalOf(MONDAY)).toBe('nothing-due')
})

test('somebody who works without anything due has an empty tour', async () => {
  const { b, world, shopsOfB } = team
  await world.db
    .updateTable('retailer')
    .set({ status: 'closed' })
    .where('id', 'in', shopsOfB)
    .execute()
  expect(tourOf(await makePlan(team), b)).toMatchObject({
    ...{ startsAt: null, endsAt: null, metres: 0, travelSeconds: 0, stops: [] },
  })
})

test('without a start point the tour begins in the middle of the due shops', async () => {
  const { a, world } = team
  await world.db
    .updateTable('person')
    .set({ start_geom: null })
    .where('id', '=', a.personId)
    .execute()
  const [lng, lat] = tourOf(await makePlan(team), a).start
  expect(lng).toBeCloseTo(START_A[0] + 0.025, 9)
  expect(lat).toBeCloseTo(START_A[1], 9)
})

test('the same day planned twice gives the same plan', async () => {
  const { a, world } = team
  for (let i = 0; i < 40; i++)
    await addRetailer(world.db, [117 + ((i * 37) % 40) / 200, 36.5 + ((i * 23) % 40) / 200], {
      managerId: a.personId,
      tier: 1 + ((i * 7) % 30),
    })
  const facts = ({ tours, unassigned }: Plan) => ({
    unassigned,
    tours: tours.map(({ personId, metres, endsAt, stops }) => ({
      ...{ personId, metres, endsAt },
      stops: stops.map(({ retailerId, arrivesAt }) => [retailerId, arrivesAt]),
    })),
  })
  const [one, two] = [await makePlan(team), await makePlan(team)]
  expect(one.unassigned.length).toBeGreaterThan(0)
  expect(facts(two)).toEqual(facts(one))
})

test('a full day leaves out what has waited least', async () => {
  const { a, world, shopsOfA } = team
  const [fresh, ...waiting] = shopsOfA
  if (fresh === undefined) throw new Error('A has no shop')
  await world.db
    .insertInto('visit')
    .values({
      ...{ id: '00000000-0000-4000-8000-000000000001', retailer_id: fresh },
      ...{ person_id: a.personId, outcome: 'done', arrived_at: '2026-02-23T02:00:00Z' },
    })
    .execute()
  // Room for three visits of 20 minutes and the way: the nearest shop is the one visited last week.
  await world.db
    .updateTable('person')
    .set({ shift_end: '10:20' })
    .where('id', '=', a.personId)
    .execute()
  const plan = await makePlan(team)
  expect(tourOf(plan, a).stops.map(({ retailerId }) => retailerId)).toEqual(
    expect.arrayContaining(waiting),
  )
  expect(plan.unassigned).toMatchObject([{ retailerId: fresh, reason: 'SHIFT_FULL' }])
})

test('a tour longer than the morning has the break', async () => {
  const { b, world } = team
  await world.db
    .updateTable('person')
    .set({ shift_start: '11:15' })
    .where('id', '=', b.personId)
    .execute()
  const tour = tourOf(await makePlan(team), b)
  const minutes = (Date.parse(tour.endsAt ?? '') - Date.parse(tour.startsAt ?? '')) / 60_000
  expect(minutes).toBeCloseTo(tour.travelSeconds / 60 + 3 * 20 + 90, 5)
})

test('a visit that was skipped leaves the shop due', async () => {
  const { a, boss, teamId, world, shopsOfA } = team
  const [skipped = 0, visited = 0] = shopsOfA
  const arrived_at = '2026-02-27T02:00:00Z'
  await world.db
    .insertInto('visit')
    .values([
      {
        ...{ id: '00000000-0000-4000-8000-000000000001', retailer_id: skipped, arrived_at },
        ...{ person_id: a.personId, outcome: 'skipped', skip_reason: 'closed' },
      },
      {
        ...{ id: '00000000-0000-4000-8000-000000000002', retailer_id: visited, arrived_at },
        ...{ person_id: a.personId, outcome: 'done' },
      },
    ])
    .execute()
  const due = await boss.get(`/due?teamId=${String(teamId)}&day=${MONDAY}`)
  const ids = due.json<{ retailerId: number }[]>().map(({ retailerId }) => retailerId)
  expect(ids).toContain(skipped)
  expect(ids).not.toContain(visited)
})
