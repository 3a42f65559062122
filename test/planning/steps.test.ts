import { expect, test } from 'vitest'
import type { Plan, PlanSummary, Tour } from '../../shared/planning.ts'
import {
  eachTestHasASmallTeam,
  makePlan,
  publish,
  shopsIn,
  stopAt,
  tourOf,
} from './support/small-team.ts'

const team = eachTestHasASmallTeam()
const pathOf = ({ id }: Plan) => `/plans/${String(id)}`

async function ask(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object, code = 200) {
  const answer = await team.boss.send(method, path, body)
  expect(answer.statusCode, answer.body).toBe(code)
  return answer.json<Plan>()
}
const move = (plan: Plan, stopId: number, tourId: number, position: number) =>
  ask('PATCH', `${pathOf(plan)}/stops/${String(stopId)}`, {
    ...{ revision: plan.revision, tourId, position },
  })
const walk = (plan: Plan, way: 'undo' | 'redo') =>
  ask('POST', `${pathOf(plan)}/${way}`, { revision: plan.revision })
const contents = ({ tours, unassigned }: Plan) => ({
  tours: tours.map(({ personId, metres, endsAt, stops }: Tour) => ({
    ...{ personId, metres, endsAt },
    stops: stops.map(({ retailerId, arrivesAt, locks, violations, leg }) => ({
      ...{ retailerId, arrivesAt, locks, violations, leg },
    })),
  })),
  unassigned,
})

test('every change is taken back to the very tours of before, and made again, by anybody', async () => {
  const states: Plan[] = [await makePlan(team)]
  const last = () => states.at(-1) as Plan
  const [a, b] = [tourOf(last(), team.a), tourOf(last(), team.b)]
  states.push(await move(last(), stopAt(a, 0).id, a.id, 2))
  states.push(await move(last(), stopAt(a, 1).id, b.id, 1))
  const lock = { stopIds: [stopAt(b, 0).id], locks: ['person', 'time'], on: true }
  states.push(await ask('POST', `${pathOf(last())}/locks`, { revision: last().revision, ...lock }))
  const gone = `${pathOf(last())}/stops/${String(stopAt(a, 2).id)}`
  states.push(await ask('DELETE', `${gone}?revision=${String(last().revision)}`))
  const bulk = { action: 'assign', retailerIds: team.shopsOfA, tourId: b.id }
  states.push(await ask('POST', `${pathOf(last())}/bulk`, { revision: last().revision, ...bulk }))
  states.push(await ask('POST', `${pathOf(last())}/optimise`, { revision: last().revision }))
  expect(last()).toMatchObject({ undoable: 6, redoable: 0 })

  let plan = last()
  const other = await team.world.signInAs('manager', { teamId: team.teamId })
  for (const before of states.slice(0, -1).toReversed()) {
    const answer = await other.send('POST', `${pathOf(plan)}/undo`, { revision: plan.revision })
    plan = answer.json<Plan>()
    expect(contents(plan)).toEqual(contents(before))
  }
  expect(plan).toMatchObject({ undoable: 0, redoable: 6 })
  const nothing = await team.boss.send('POST', `${pathOf(plan)}/undo`, { revision: plan.revision })
  expect(nothing.json()).toMatchObject({ status: 409, code: 'no-such-step' })
  for (const after of states.slice(1)) {
    plan = await walk(plan, 'redo')
    expect(contents(plan)).toEqual(contents(after))
  }
  plan = await walk(await walk(plan, 'undo'), 'undo')
  const anew = tourOf(plan, team.b)
  plan = await move(plan, stopAt(anew, 0).id, anew.id, 1)
  expect(plan).toMatchObject({ undoable: 5, redoable: 0 })
})

test('a version has a name, is copied under another, and is gone back to as one step', async () => {
  const first = await makePlan(team)
  const named = await ask('PATCH', pathOf(first), { name: ' before the rain ' })
  expect(named.name).toBe('before the rain')
  const copy = await ask('POST', `${pathOf(first)}/draft`, { name: 'dry' }, 201)
  const a = tourOf(copy, team.a)
  const turned = await move(copy, stopAt(a, 0).id, a.id, 3)
  const query = `teamId=${String(team.teamId)}&day=${first.day}`
  const list = (await team.boss.get(`/plans?${query}`)).json<PlanSummary[]>()
  expect(list).toMatchObject([{ name: 'dry' }, { name: 'before the rain' }])
  const back = await ask('POST', `${pathOf(turned)}/restore`, {
    ...{ revision: turned.revision, fromId: first.id },
  })
  expect(contents(back)).toEqual(contents(first))
  expect(contents(await walk(back, 'undo'))).toEqual(contents(turned))
  expect((await ask('PATCH', pathOf(first), { name: null })).name).toBeNull()
})

test('what is published is not taken back', async () => {
  const plan = await makePlan(team)
  const a = tourOf(plan, team.a)
  const published = await publish(team, await move(plan, stopAt(a, 0).id, a.id, 3))
  const answer = await team.boss.send('POST', `${pathOf(plan)}/undo`, {
    revision: published.revision,
  })
  expect(answer.json()).toMatchObject({ code: 'plan-published' })
})

test('many shops are given, taken out and locked at once, or none of them', async () => {
  const plan = await makePlan(team)
  const b = tourOf(plan, team.b)
  const path = `${pathOf(plan)}/bulk`
  const [one = 0, two = 0] = team.shopsOfA
  const wish = { action: 'assign', retailerIds: [one, two], tourId: b.id }
  const given = await ask('POST', path, { revision: plan.revision, ...wish })
  expect(shopsIn(tourOf(given, team.b)).toSorted()).toEqual([one, two, ...team.shopsOfB].toSorted())
  const missing = { ...wish, retailerIds: [one, 987_654] }
  const refused = await team.boss.send('POST', path, { revision: given.revision, ...missing })
  expect(refused.json()).toMatchObject({ code: 'not-found' })

  const locked = await ask('POST', path, {
    ...{ revision: given.revision, action: 'lock', retailerIds: [one, two], locks: ['person'] },
  })
  const locks = tourOf(locked, team.b).stops.filter((stop) => stop.locks.includes('person'))
  expect(locks.map(({ retailerId }) => retailerId).toSorted()).toEqual([one, two].toSorted())
  const out = await ask('POST', path, {
    ...{ revision: locked.revision, action: 'exclude', retailerIds: team.shopsOfA },
  })
  expect(out.unassigned.map(({ reason }) => reason)).toEqual(Array(4).fill('REMOVED'))
  expect(tourOf(out, team.a).stops).toEqual([])
  const back = await ask('POST', path, {
    ...{ revision: out.revision, action: 'add', retailerIds: team.shopsOfA },
  })
  expect(shopsIn(tourOf(back, team.a)).toSorted()).toEqual(team.shopsOfA.toSorted())
  expect(back.unassigned).toEqual([])
  expect(back.undoable).toBe(4)
})

test('rules broken by hand are counted and priced, and no longer once they are kept', async () => {
  const { b } = team
  await team.world.db
    .updateTable('person')
    .set({ shift_end: '09:45' })
    .where('id', '=', b.personId)
    .execute()
  const plan = await makePlan(team)
  const stop = stopAt(tourOf(plan, team.a), 3)
  const moved = await move(plan, stop.id, tourOf(plan, b).id, 0)
  const late = tourOf(moved, b)
  const over = late.stops.reduce((sum, { overSeconds }) => sum + overSeconds, 0)
  const ends = Date.parse(late.endsAt ?? '') - Date.parse('2026-03-02T01:45:00Z')
  expect(over).toBe(ends / 1000)
  expect(
    tourOf(await walk(moved, 'undo'), b).stops.every(({ overSeconds }) => overSeconds === 0),
  ).toBe(true)
})
