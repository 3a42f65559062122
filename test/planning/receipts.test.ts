import { expect, test } from 'vitest'
import type { Plan } from '../../shared/planning.ts'
import type { SignedIn } from '../support/app.ts'
import {
  eachTestHasASmallTeam,
  makePlan,
  planAndPublish,
  publish,
  stopAt,
  tourOf,
} from './support/small-team.ts'

const team = eachTestHasASmallTeam()

const see = (person: SignedIn, { id }: Plan) =>
  person.send('PUT', `/my/plans/${String(id)}/receipt`)
const reread = async ({ id }: Plan) => (await team.boss.get(`/plans/${String(id)}`)).json<Plan>()
const seenBy = async (plan: Plan) => {
  const { tours } = await reread(plan)
  return tours.filter(({ seenAt }) => seenAt !== null).map(({ personId }) => personId)
}
const receiptsHeard = () => team.world.heard.filter(({ event }) => event === 'plan:seen')

test('the desk hears once that a person has seen their tour', async () => {
  const plan = await planAndPublish(team)
  expect(await seenBy(plan)).toEqual([])
  expect((await see(team.a, plan)).statusCode).toBe(204)
  const { seenAt } = tourOf(await reread(plan), team.a)
  expect((await see(team.a, plan)).statusCode).toBe(204)
  expect(await seenBy(plan)).toEqual([team.a.personId])
  expect(tourOf(await reread(plan), team.a).seenAt).toBe(seenAt)
  const { id: planId, teamId, day } = plan
  expect(receiptsHeard().map(({ payload }) => payload)).toEqual([
    [{ planId, teamId, day, personId: team.a.personId }],
  ])
})

test('a draft is seen by nobody, nor a plan by who has no tour in it or sits at a desk', async () => {
  const draft = await makePlan(team)
  expect((await see(team.a, draft)).statusCode).toBe(204)
  const plan = await publish(team, draft)
  const stranger = await team.world.signInAs('customer-manager', {})
  expect((await see(stranger, plan)).statusCode).toBe(204)
  expect((await see(team.boss, plan)).statusCode).toBe(403)
  expect(await seenBy(plan)).toEqual([])
  expect(receiptsHeard()).toEqual([])
})

test('who has seen a version has seen the next when nothing in it changed for them', async () => {
  const first = await planAndPublish(team)
  await see(team.a, first)
  await see(team.b, first)
  const draft = (await team.boss.send('POST', `/plans/${String(first.id)}/draft`)).json<Plan>()
  const dropped = stopAt(tourOf(draft, team.a), 0)
  const path = `/plans/${String(draft.id)}/stops/${String(dropped.id)}`
  const removal = await team.boss.send('DELETE', `${path}?revision=${String(draft.revision)}`)
  const second = await publish(team, removal.json<Plan>())
  expect(await seenBy(second)).toEqual([team.b.personId])
})
