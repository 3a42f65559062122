import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Plan } from '../../shared/planning.ts'
import type { Relief } from '../../shared/reliefs.ts'
import {
  eachTestHasASmallTeam,
  planAndPublish,
  shopsIn,
  stopAt,
  tourOf,
} from './support/small-team.ts'

const team = eachTestHasASmallTeam()

const pathOf = ({ id }: Plan) => `/plans/${String(id)}/reliefs`
const ask = (plan: Plan, { personId } = team.a) =>
  team.boss.send('POST', pathOf(plan), { personId })
const accept = (plan: Plan, { id }: Relief) =>
  team.boss.send('POST', `${pathOf(plan)}/${String(id)}/accept`)

async function arrive(
  plan: Plan,
  by: 'a' | 'b',
  position: number,
  arrivedAt: string,
  leftAt?: string,
) {
  const { id: stopId, retailerId } = stopAt(tourOf(plan, team[by]), position)
  const body = { id: randomUUID(), retailerId, stopId, arrivedAt }
  expect((await team[by].send('POST', '/visits', body)).statusCode).toBe(201)
  if (leftAt === undefined) return
  const left = await team[by].send('POST', `/visits/${body.id}/check-out`, { leftAt })
  expect(left.statusCode).toBe(200)
}

/** A got to the first shop forty minutes behind the plan; B is in time. */
async function makeLate(): Promise<{ plan: Plan; relief: Relief }> {
  const plan = await planAndPublish(team)
  const planned = Date.parse(stopAt(tourOf(plan, team.a), 0).arrivesAt)
  const late = new Date(planned + 40 * 60_000)
  for (const { position, arrivesAt, leavesAt } of tourOf(plan, team.b).stops)
    if (Date.parse(leavesAt) < late.getTime())
      await arrive(plan, 'b', position, arrivesAt, leavesAt)
  await arrive(plan, 'a', 0, late.toISOString())
  team.world.clock.set(late, 1)
  const [relief] = (await ask(plan)).json<Relief[]>()
  if (!relief) throw new Error('nothing is offered')
  return { plan, relief }
}

test('nothing is offered to who is in time', async () => {
  const plan = await planAndPublish(team)
  expect((await ask(plan)).json()).toEqual([])
})

test('a colleague with room takes over what makes somebody late, once it is confirmed', async () => {
  const { a, b, world } = team
  const { plan, relief } = await makeLate()
  expect(relief).toMatchObject({ personId: a.personId, helperId: b.personId })
  expect(relief.stops.length).toBeGreaterThan(0)
  expect(relief.lateNow).toBeGreaterThan(15 * 60)
  expect(relief.lateThen).toBeLessThan(relief.lateNow)
  expect(relief.helperLate).toBeLessThanOrEqual(15 * 60)

  const second = (await accept(plan, relief)).json<Plan>()
  expect(second.status).toBe('published')
  const moved = relief.stops.map(({ retailerId }) => retailerId)
  expect(shopsIn(tourOf(second, b))).toEqual(expect.arrayContaining(moved))
  for (const id of moved) expect(shopsIn(tourOf(second, a))).not.toContain(id)
  expect(stopAt(tourOf(second, a), 0).outcome).toBe('open')
  const told = world.heard.filter(({ event }) => event === 'plan:published').at(-1)
  expect(told?.to.personIds?.toSorted()).toEqual([a.personId, b.personId].toSorted())
  expect((await accept(plan, relief)).json()).toMatchObject({ code: 'plan-not-published' })
})

test('what was offered is refused once somebody is at one of its stops', async () => {
  const { plan, relief } = await makeLate()
  const [first] = relief.stops
  const position = shopsIn(tourOf(plan, team.a)).indexOf(first?.retailerId ?? -1)
  await arrive(plan, 'a', position, team.world.clock.now().toISOString())
  expect((await accept(plan, relief)).json()).toMatchObject({ status: 409, code: 'relief-stale' })
  const unchanged = (await team.boss.get(`/plans/${String(plan.id)}`)).json<Plan>()
  expect(unchanged.status).toBe('published')
})

test('only who plans for the team is offered anything, and may confirm it', async () => {
  const { plan, relief } = await makeLate()
  const stranger = await team.world.signInAs('manager', {})
  const path = `${pathOf(plan)}/${String(relief.id)}/accept`
  expect((await stranger.send('POST', path)).statusCode).toBe(404)
  expect((await team.a.send('POST', path)).statusCode).toBe(403)
  const nobody = { ...relief, id: relief.id + 1 }
  expect((await accept(plan, nobody)).json()).toMatchObject({ code: 'relief-stale' })
})
