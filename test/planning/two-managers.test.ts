import { expect, test } from 'vitest'
import type { PlanChange } from '../../shared/live.ts'
import type { PlanPresence } from '../../shared/plan-edits.ts'
import type { Plan } from '../../shared/planning.ts'
import type { SignedIn } from '../support/app.ts'
import { ask, connect, listen } from '../live/support.ts'
import { eachTestHasASmallTeam, makePlan, shopsIn, stopAt, tourOf } from './support/small-team.ts'

const team = eachTestHasASmallTeam()
const secondManager = () => team.world.signInAs('manager', { teamId: team.teamId })

async function move(who: SignedIn, plan: Plan, stopId: number, tourId: number, position: number) {
  const path = `/plans/${String(plan.id)}/stops/${String(stopId)}`
  const answer = await who.send('PATCH', path, { revision: plan.revision, tourId, position })
  return { code: answer.statusCode, plan: answer.json<Plan>() }
}

test('changes of different tours by two who saw the same plan are both made', async () => {
  const plan = await makePlan(team)
  const other = await secondManager()
  const [a, b] = [tourOf(plan, team.a), tourOf(plan, team.b)]
  expect((await move(team.boss, plan, stopAt(a, 0).id, a.id, 3)).code).toBe(200)
  const second = await move(other, plan, stopAt(b, 0).id, b.id, 2)
  expect(second.code).toBe(200)
  expect(shopsIn(tourOf(second.plan, team.a)).at(-1)).toBe(stopAt(a, 0).retailerId)
  expect(shopsIn(tourOf(second.plan, team.b)).at(-1)).toBe(stopAt(b, 0).retailerId)
})

test('a change that contradicts another is proposed with its price, and made when somebody accepts it', async () => {
  const plan = await makePlan(team)
  const other = await secondManager()
  const [a, b] = [tourOf(plan, team.a), tourOf(plan, team.b)]
  const first = await move(team.boss, plan, stopAt(a, 0).id, a.id, 3)
  const second = await move(other, plan, stopAt(a, 1).id, b.id, 0)
  expect(second.code).toBe(202)
  expect(second.plan.tours).toEqual(first.plan.tours)
  const [proposal] = second.plan.proposals
  expect(proposal).toMatchObject({
    ...{ madeBy: other.personId, kind: 'move', personId: team.b.personId, violations: 1 },
    retailerIds: [stopAt(a, 1).retailerId],
  })
  const path = `/plans/${String(plan.id)}/proposals/${String(proposal?.id)}`
  const { revision } = second.plan
  const accepted = (await team.boss.send('POST', `${path}/accept`, { revision })).json<Plan>()
  expect(accepted.proposals).toEqual([])
  expect(shopsIn(tourOf(accepted, team.b))[0]).toBe(stopAt(a, 1).retailerId)
  const metres = (of: Plan) => of.tours.reduce((sum, tour) => sum + tour.metres, 0)
  expect(metres(accepted) - metres(second.plan)).toBe(proposal?.metres)
  expect((await team.boss.send('POST', `${path}/accept`, { revision })).statusCode).toBe(404)
})

test('a dismissed proposal changes nothing', async () => {
  const plan = await makePlan(team)
  const a = tourOf(plan, team.a)
  const first = await move(team.boss, plan, stopAt(a, 0).id, a.id, 3)
  const { plan: waiting } = await move(team.boss, plan, stopAt(a, 1).id, a.id, 3)
  const id = String(waiting.proposals[0]?.id)
  const path = `/plans/${String(plan.id)}/proposals/${id}`
  const left = (await team.boss.send('DELETE', path)).json<Plan>()
  expect(left.proposals).toEqual([])
  expect(left.tours).toEqual(first.plan.tours)
  expect((await team.boss.send('DELETE', path)).statusCode).toBe(404)
})

test('desks hear of changes and of who is at the plan, also when somebody just goes away', async () => {
  const plan = await makePlan(team)
  const address = await listen(team.world)
  const other = await secondManager()
  const here = await connect(address, team.boss)
  const there = await connect(address, other)
  const heard: PlanPresence[] = []
  const changed = new Promise<PlanChange>((resolve) => here.once('plan:edited', resolve))
  here.on('plan:attended', (presence: PlanPresence) => heard.push(presence))
  const attendance = { planId: plan.id, tourOf: team.a.personId, here: true }
  expect(await ask(there, 'plan:attend', attendance)).toEqual({ ok: true, value: null })
  const a = tourOf(plan, team.a)
  await move(other, plan, stopAt(a, 0).id, a.id, 1)
  expect(await changed).toMatchObject({ planId: plan.id, by: other.personId })
  const next = await makePlan(team)
  expect((await ask(there, 'plan:attend', { ...attendance, planId: next.id })).ok).toBe(true)
  const late = { ...attendance, here: false }
  expect((await ask(there, 'plan:attend', late)).ok).toBe(true)
  there.disconnect()
  await expect.poll(() => heard.length, { timeout: 5000 }).toBe(5)
  expect(heard.map(({ planId, here: stays }) => [planId, stays])).toEqual([
    [plan.id, true],
    [plan.id, false],
    [next.id, true],
    [plan.id, false],
    // Only by then has the socket gone.
    [next.id, false],
  ])
  const { personId } = other
  expect(new Set(heard.map((one) => one.personId))).toEqual(new Set([personId]))
  expect(heard[0]?.tourOf).toBe(team.a.personId)
  const stranger = await connect(address, await team.world.signInAs('manager'))
  expect(await ask(stranger, 'plan:attend', attendance)).toMatchObject({ ok: false })
  stranger.disconnect()
  here.disconnect()
})
