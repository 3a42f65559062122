import { expect, test } from 'vitest'
import type { Territory } from '../../shared/territory.ts'
import { addRetailer, addTeam } from '../support/world.ts'
import { eachTestHasASmallTeam, START_A } from './support/small-team.ts'

const team = eachTestHasASmallTeam()
const read = (by = team.boss, teamId = team.teamId) => by.get(`/territory?teamId=${String(teamId)}`)
const territory = async (by = team.boss) => (await read(by)).json<Territory>()

test('a team’s territory says whose shops are where, how often they are visited, and how long a week is', async () => {
  const { people, shops, secondsPerMetre, parkingSeconds } = await territory()
  // 08:30 to 17:30 with a rest of two and a half hours at most, five days.
  expect(new Map(people.map(({ personId, days }) => [personId, days]))).toEqual(
    new Map([
      [team.a.personId, 5],
      [team.b.personId, 5],
    ]),
  )
  expect(people.find(({ personId }) => personId === team.a.personId)?.start).toEqual(START_A)
  expect(people[0]?.workSeconds).toBeGreaterThan(5 * 6 * 3600)
  expect(people[0]?.workSeconds).toBeLessThanOrEqual(5 * 9 * 3600)
  expect(shops.map(({ id, managerId }) => [id, managerId])).toEqual([
    ...team.shopsOfA.map((id) => [id, team.a.personId]),
    ...team.shopsOfB.map((id) => [id, team.b.personId]),
  ])
  // Tier 25 is visited weekly, 20 minutes each.
  expect(new Set(shops.map(({ visits }) => visits))).toEqual(new Set([1]))
  expect(new Set(shops.map(({ serviceSeconds }) => serviceSeconds))).toEqual(new Set([1200]))
  // 18 km/h over 1.35 m of street per metre of the great circle.
  expect(secondsPerMetre).toBeCloseTo(1.35 / 5, 2)
  expect(parkingSeconds).toBe(60)
})

test('shops of nobody are told of to who sees everything, and to no team', async () => {
  const { db } = team.world
  const free = await addRetailer(db, [START_A[0] + 0.015, START_A[1]], { tier: 25 })
  await addRetailer(db, [START_A[0] + 5, START_A[1]], { tier: 25 })
  const chief = await team.world.signInAs('manager', { everything: true })
  const unowned = ({ shops }: Territory) =>
    shops.filter(({ managerId }) => managerId === null).map(({ id }) => id)
  expect(unowned(await territory(chief))).toEqual([free])
  expect(unowned(await territory())).toEqual([])
})

test('shops of somebody who has left are nobody’s, and still in the team’s hands', async () => {
  await team.world.db
    .updateTable('person')
    .set({ active: false })
    .where('id', '=', team.b.personId)
    .execute()
  const { people, shops } = await territory()
  expect(people.map(({ personId }) => personId)).toEqual([team.a.personId])
  expect(shops.filter(({ managerId }) => managerId === null).map(({ id }) => id)).toEqual(
    team.shopsOfB,
  )
})

test('shops that change hands are in the other hands at once', async () => {
  const set = { managerId: team.b.personId }
  await team.boss.send('PATCH', '/retailers', { edits: [{ retailerIds: team.shopsOfA, set }] })
  const { shops } = await territory()
  expect(new Set(shops.map(({ managerId }) => managerId))).toEqual(new Set([team.b.personId]))
})

test('a team without shops has a territory without a pace; another team’s is refused', async () => {
  const empty = await addTeam(team.world.db)
  const chief = await team.world.signInAs('manager', { everything: true })
  expect((await read(chief, empty)).json()).toMatchObject({
    ...{ people: [], shops: [], secondsPerMetre: 0 },
  })
  expect((await read(team.boss, empty)).json()).toMatchObject({ code: 'scope-forbidden' })
  expect((await read(chief, 99_999)).json()).toMatchObject({ code: 'not-found' })
})
