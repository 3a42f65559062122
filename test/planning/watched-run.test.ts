import { setTimeout as nextTurn } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { Plan, Stop, Tour } from '../../shared/planning.ts'
import { addTeam } from '../support/world.ts'
import {
  eachTestHasASmallTeam,
  makePlan,
  MONDAY,
  publish,
  shopsIn,
  stopAt,
  tourOf,
} from './support/small-team.ts'
import {
  addBusyDistricts,
  keepGoing,
  newsOf,
  nextNews,
  startPlan,
  totalsOf,
  untilOver,
} from './support/watched-run.ts'

const team = eachTestHasASmallTeam()
const pathOf = ({ id }: Pick<Plan, 'id'>) => `/plans/${String(id)}`
const read = async (plan: Pick<Plan, 'id'>) => (await team.boss.get(pathOf(plan))).json<Plan>()
const stop = async (plan: Pick<Plan, 'id'>, query = '') =>
  (await team.boss.send('DELETE', `${pathOf(plan)}/run${query}`)).json<Plan>()

function stopOf(tour: Tour, retailerId: number | undefined): Stop {
  return stopAt(
    tour,
    tour.stops.findIndex((stop) => stop.retailerId === retailerId),
  )
}

test('a watched plan is answered as first found, gets better, and comes to its end', async () => {
  await addBusyDistricts(team)
  const first = await startPlan(team)
  expect(first).toMatchObject({ status: 'draft', version: 1 })
  expect(first.run).toMatchObject({ budget: 5000, resumed: false })
  expect(first.run?.best).toHaveLength(first.revision)
  expect(first.run?.best.at(-1)).toMatchObject(totalsOf(first))

  const { revision } = await untilOver(team, first.id)
  const last = await read(first)
  expect(last).toMatchObject({ run: null, revision, version: 1, status: 'draft' })
  expect(revision).toBeGreaterThan(1)
  expect(totalsOf(last)).not.toEqual(totalsOf(first))
  const told = newsOf(team, first.id)
  expect(told.map((news) => news.revision)).toEqual([
    ...Array.from({ length: revision }, (_, saves) => saves + 1),
    revision,
  ])
  expect(told.at(-1)?.state).toBe('done')
})

test('news of a run names the plan and says nothing of what is in it', async () => {
  const { id } = await startPlan(team)
  await untilOver(team, id)
  const heard = team.world.heard.filter(({ event }) => event === 'plan:improved')
  for (const { payload, to } of heard) {
    expect(to).toEqual({ roles: ['supervisor', 'manager', 'planner', 'administrator'] })
    const names = ['planId', 'teamId', 'day', 'revision', 'state']
    expect(Object.keys(payload[0] as object).toSorted()).toEqual(names.toSorted())
  }
})

test('each save is what a reader sees, and its point tells what the tours come to', async () => {
  await addBusyDistricts(team)
  const first = await startPlan(team)
  await nextNews(team, first.id, 'improving')
  const seen = await read(first)
  const point = seen.run?.best.at(-1)
  expect(point).toMatchObject(totalsOf(seen))
  const costs = seen.run?.best.map(({ cost }) => cost) ?? []
  expect(costs).toEqual(costs.toSorted((a, b) => b - a))
  expect(new Set(costs).size).toBe(costs.length)
  await stop(first)
})

describe('a run that is ended', () => {
  test('leaves the best so far, and the plan stays as it is from there', async () => {
    await addBusyDistricts(team)
    const first = await startPlan(team)
    await nextNews(team, first.id, 'improving')
    const kept = await stop(first)
    expect(kept.run).toBeNull()
    expect(kept.revision).toBeGreaterThan(1)
    expect(await stop(first)).toEqual(kept)
    expect(await publish(team, kept)).toMatchObject({ status: 'published', run: null })
  })

  test('by another one of the same day gives way, and its version stays', async () => {
    await addBusyDistricts(team)
    const first = await startPlan(team)
    const second = await startPlan(team)
    expect(second.version).toBe(2)
    await untilOver(team, first.id)
    expect(await read(first)).toMatchObject({ version: 1, status: 'draft', run: null })
    await stop(second)
  })

  test('with its draft discarded leaves nothing', async () => {
    await addBusyDistricts(team)
    const first = await startPlan(team)
    const gone = await team.boss.send('DELETE', `${pathOf(first)}?revision=${first.revision}`)
    expect(gone.statusCode).toBe(204)
    expect((await team.boss.get(pathOf(first))).statusCode).toBe(404)
    expect(newsOf(team, first.id).at(-1)?.state).toBe('discarded')
    const list = await team.boss.get(`/plans?teamId=${String(team.teamId)}&day=${MONDAY}`)
    expect(list.json()).toEqual([])
  })
})

test('a draft is discarded by whoever has seen what people changed, and a published plan by nobody', async () => {
  const plan = await makePlan(team)
  const tour = tourOf(plan, team.a)
  const removal = `${pathOf(plan)}/stops/${String(stopAt(tour, 0).id)}?revision=${plan.revision}`
  const edited = (await team.boss.send('DELETE', removal)).json<Plan>()
  const unseen = await team.boss.send('DELETE', `${pathOf(plan)}?revision=${plan.revision}`)
  expect(unseen.json()).toMatchObject({ code: 'plan-changed' })
  const { revision } = await publish(team, edited)
  const refused = await team.boss.send('DELETE', `${pathOf(plan)}?revision=${revision}`)
  expect(refused.json()).toMatchObject({ status: 409, code: 'plan-published' })
})

/** Once no node improves the plan. */
async function untilRunIsOver(planId: number) {
  const run = () => team.world.db.selectFrom('plan_run').where('plan_id', '=', planId)
  while ((await run().select('plan_id').execute()).length > 0) await nextTurn(50)
}

describe('an edit while the plan is improved', () => {
  test('is made on what was found by then, and the search goes on from it with the stop locked there', async () => {
    await addBusyDistricts(team)
    const first = await startPlan(team)
    await nextNews(team, first.id, 'improving')
    const tour = tourOf(first, team.a)
    const moved = stopAt(tour, 2)
    const answer = await team.boss.send('PATCH', `${pathOf(first)}/stops/${String(moved.id)}`, {
      revision: first.revision,
      tourId: tour.id,
      position: 0,
      retailerId: moved.retailerId,
    })
    expect(answer.statusCode).toBe(200)
    const edited = answer.json<Plan>()
    expect(edited.run).toMatchObject({ resumed: true })
    expect(stopAt(tourOf(edited, team.a), 0)).toMatchObject({
      retailerId: moved.retailerId,
      locks: ['person', 'order'],
    })
    await untilRunIsOver(first.id)
    const over = await read(first)
    expect(over.run).toBeNull()
    // Desks hear of one end: there was none for the change.
    const states = newsOf(team, first.id).map(({ state }) => state)
    expect(states.filter((state) => state !== 'improving')).toEqual(['done'])
    expect(states.at(-1)).toBe('done')
    // Its turn is locked: whatever came after it still does.
    const after = shopsIn(tourOf(over, team.a))
    const place = after.indexOf(moved.retailerId)
    expect(place).toBeGreaterThanOrEqual(0)
    const known = new Set(shopsIn(tourOf(edited, team.a)))
    expect(after.slice(0, place).filter((shop) => known.has(shop))).toEqual([])
  })

  test('puts in a stop that the run has just left out', async () => {
    const plan = await makePlan(team)
    const tour = tourOf(plan, team.a)
    const lost = stopAt(tour, 1)
    // As a run leaves it: the stop is gone, its shop among those left out.
    const { db } = team.world
    await db.deleteFrom('stop').where('id', '=', lost.id).execute()
    const left = { retailerId: lost.retailerId, reason: 'SHIFT_FULL', overdueDays: 0 }
    await db
      .updateTable('plan')
      .set({ revision: 2, unassigned: JSON.stringify([left]) })
      .execute()
    const move = { revision: 1, tourId: tour.id, position: 9, retailerId: lost.retailerId }
    const path = `${pathOf(plan)}/stops/${String(lost.id)}`
    const edited = (await team.boss.send('PATCH', path, move)).json<Plan>()
    expect(edited.unassigned).toEqual([])
    expect(shopsIn(tourOf(edited, team.a)).at(-1)).toBe(lost.retailerId)
  })

  test('by two people leaves the change of the second waiting', async () => {
    await addBusyDistricts(team)
    const first = await startPlan(team)
    const tour = tourOf(first, team.a)
    const remove = ({ id, retailerId }: Stop) => {
      const seen = `revision=${first.revision}&retailerId=${String(retailerId)}`
      return team.boss.send('DELETE', `${pathOf(first)}/stops/${String(id)}?${seen}`)
    }
    expect((await remove(stopAt(tour, 0))).statusCode).toBe(200)
    const ended = (await team.boss.send('DELETE', `${pathOf(first)}/run`)).json<Plan>()
    const kept = new Set(shopsIn(tourOf(ended, team.a)))
    const other = tour.stops.find(({ retailerId }) => kept.has(retailerId))
    if (!other) throw new Error('nothing of the first tour is left')
    const second = await remove(other)
    expect(second.statusCode).toBe(202)
    expect(second.json<Plan>().proposals).toMatchObject([
      { kind: 'remove', retailerIds: [other.retailerId] },
    ])
  })
})

describe('going on from a draft', () => {
  test('keeps who goes where and what was taken out, and finds a better order', async () => {
    const { a, b, boss, shopsOfA } = team
    const plan = await makePlan(team)
    const [from, to] = [tourOf(plan, a), tourOf(plan, b)]
    // In a row to the east: of three left, the nearest in the middle is a way forth and back too many.
    const given = stopOf(from, shopsOfA[0])
    const nearest = stopOf(from, shopsOfA[1])
    const send = (method: 'PATCH' | 'DELETE', path: string, body?: object) =>
      boss.send(method, `${pathOf(plan)}/stops/${path}`, body)
    const move = { revision: 1, tourId: to.id, position: 1 }
    expect((await send('PATCH', String(given.id), move)).statusCode).toBe(200)
    const taken = stopAt(to, 0)
    const removed = await send('DELETE', `${String(taken.id)}?revision=2`)
    expect(removed.statusCode).toBe(200)
    const worse = { revision: 3, tourId: from.id, position: 1 }
    expect((await send('PATCH', String(nearest.id), worse)).statusCode).toBe(200)

    const before = await read(plan)
    const begun = await keepGoing(team, before)
    expect(begun.run).toMatchObject({ budget: 3000, resumed: true })
    expect(begun.run?.best[0]).toMatchObject(totalsOf(before))
    await untilOver(team, plan.id)
    const after = await read(plan)
    expect(shopsIn(tourOf(after, b))).toContain(given.retailerId)
    expect(after.unassigned).toMatchObject([{ retailerId: taken.retailerId, reason: 'REMOVED' }])
    expect(shopsIn(tourOf(after, a)).toSorted()).toEqual(shopsIn(tourOf(before, a)).toSorted())
    expect(tourOf(after, a).metres).toBeLessThan(tourOf(before, a).metres)
    // What stays in the plan stays the same stop, wherever it goes.
    const idsOf = ({ tours }: Plan) => tours.flatMap(({ stops }) => stops.map(({ id }) => id))
    expect(idsOf(after).toSorted()).toEqual(idsOf(before).toSorted())
  })

  test('can be taken back: the draft is as it was', async () => {
    await addBusyDistricts(team)
    const first = await startPlan(team)
    const before = await stop(first)
    await keepGoing(team, before)
    const restored = await stop(before, '?undo=true')
    expect(restored.revision).toBeGreaterThan(before.revision)
    // A stop that was away for a while has another id.
    const asShops = ({ revision, tours, ...plan }: Plan) => ({
      ...plan,
      tours: tours.map((tour) => ({ ...tour, stops: tour.stops.map((s) => ({ ...s, id: 0 })) })),
    })
    expect(asShops(restored)).toEqual(asShops(before))
    expect(await read(before)).toEqual(restored)
  })

  test('is refused for a plan that is published, or changed by somebody since', async () => {
    const plan = await makePlan(team)
    const path = `${pathOf(plan)}/run`
    const unseen = await team.boss.send('POST', path, { revision: 7, seconds: 3 })
    expect(unseen.json()).toMatchObject({ code: 'plan-changed' })
    const { revision } = await publish(team, plan)
    const published = await team.boss.send('POST', path, { revision, seconds: 3 })
    expect(published.json()).toMatchObject({ code: 'plan-published' })
  })
})

test('only those who plan for the team start, end or discard', async () => {
  const { world, teamId } = team
  const plan = await makePlan(team)
  const stranger = await world.signInAs('manager', { teamId: await addTeam(world.db) })
  const supervisor = await world.signInAs('supervisor', { teamId })
  const attempts = (by: typeof stranger) => [
    by.send('POST', `${pathOf(plan)}/run`, { revision: 1, seconds: 3 }),
    by.send('DELETE', `${pathOf(plan)}/run`),
    by.send('DELETE', `${pathOf(plan)}?revision=1`),
  ]
  for (const answer of await Promise.all(attempts(stranger)))
    expect(answer.json()).toMatchObject({ status: 404, code: 'not-found' })
  for (const answer of await Promise.all(attempts(supervisor)))
    expect(answer.json()).toMatchObject({ status: 403, code: 'role-forbidden' })
  expect(await read(plan)).toEqual(plan)
})
