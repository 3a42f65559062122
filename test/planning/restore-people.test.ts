import { expect, test } from 'vitest'
import type { Plan } from '../../shared/planning.ts'
import { restorePeople } from '../../server/planning/steps/restore-people.ts'
import type { TourState } from '../../server/planning/steps/tour-state.ts'
import { addRetailer } from '../support/world.ts'
import {
  eachTestHasASmallTeam,
  makePlan,
  planAndPublish,
  shopsIn,
  stopAt,
  tourOf,
} from './support/small-team.ts'

const team = eachTestHasASmallTeam()
const pathOf = ({ id }: Plan) => `/plans/${String(id)}`
const wholeOf = ({ tours, unassigned }: Plan) => ({ tours, unassigned })

async function ask(path: string, body?: object, code = 200, method: 'POST' | 'PATCH' = 'POST') {
  const answer = await team.boss.send(method, path, body)
  expect(answer.statusCode, answer.body).toBe(code)
  return answer.json<Plan>()
}
const move = (plan: Plan, stopId: number, tourId: number, position: number) =>
  ask(
    `${pathOf(plan)}/stops/${String(stopId)}`,
    { revision: plan.revision, tourId, position },
    200,
    'PATCH',
  )
const restore = (plan: Plan, fromId: number, personIds: number[], code = 200) =>
  ask(`${pathOf(plan)}/restore`, { revision: plan.revision, fromId, personIds }, code)

test('one person’s tour comes back as it was, and stops that went to and fro are in one place', async () => {
  const first = await makePlan(team)
  const copy = await ask(`${pathOf(first)}/draft`, undefined, 201)
  const [a, b] = [tourOf(copy, team.a), tourOf(copy, team.b)]
  const given = await move(copy, stopAt(a, 1).id, b.id, 1)
  const taken = await move(given, stopAt(b, 0).id, a.id, 0)
  const late = await addRetailer(team.world.db, [117.15, 36.61], { managerId: team.a.personId })
  const insert = { revision: taken.revision, retailerId: late, tourId: a.id, position: 2 }
  const full = await ask(`${pathOf(taken)}/stops`, insert)

  const back = await restore(full, first.id, [team.a.personId])
  const contents = (plan: Plan) =>
    tourOf(plan, team.a).stops.map(({ retailerId, arrivesAt, leg }) => [retailerId, arrivesAt, leg])
  expect(contents(back)).toEqual(contents(first))
  expect(shopsIn(tourOf(back, team.b))).toEqual(shopsIn(tourOf(first, team.b)))
  expect(back.unassigned).toMatchObject([{ retailerId: late, reason: 'REMOVED' }])
  expect(back.undoable).toBe(full.undoable + 1)

  const { revision } = back
  const undone = await ask(`${pathOf(back)}/undo`, { revision })
  expect(wholeOf(undone)).toMatchObject({
    tours: full.tours.map(({ personId, endsAt, stops }) => ({
      ...{ personId, endsAt },
      stops: stops.map(({ retailerId, arrivesAt }) => ({ retailerId, arrivesAt })),
    })),
    unassigned: [],
  })
})

test('what somebody else decided meanwhile is never overwritten', async () => {
  const first = await makePlan(team)
  const copy = await ask(`${pathOf(first)}/draft`, undefined, 201)
  const a = tourOf(copy, team.a)
  const moved = await move(copy, stopAt(a, 0).id, a.id, 2)
  const { code } = (await restore(copy, first.id, [team.a.personId], 409)) as unknown as {
    code: string
  }
  expect(code).toBe('plan-changed')
  await restore(moved, first.id, [987_654], 400)
  await restore(moved, moved.id, [team.a.personId], 409)
  expect((await team.boss.get(pathOf(moved))).json()).toEqual(moved)
})

test('a search is taken back for one person, and what it found stays for the other', async () => {
  const first = await makePlan(team)
  const [a, b] = [tourOf(first, team.a), tourOf(first, team.b)]
  const turned = await move(await move(first, stopAt(a, 0).id, a.id, 3), stopAt(b, 0).id, b.id, 2)
  const found = await ask(`${pathOf(turned)}/optimise`, { revision: turned.revision })
  expect(shopsIn(tourOf(found, team.b))).toEqual(shopsIn(b))
  const back = await restore(found, found.id, [team.a.personId])
  expect(shopsIn(tourOf(back, team.a))).toEqual(shopsIn(tourOf(turned, team.a)))
  expect(shopsIn(tourOf(back, team.b))).toEqual(shopsIn(b))
})

test('what was visited stays with whoever visited it', async () => {
  const before = await makePlan(team)
  const a = tourOf(before, team.a)
  const without = await ask(`${pathOf(before)}/draft`, undefined, 201)
  const stop = stopAt(tourOf(without, team.a), 0)
  const other = await move(without, stop.id, tourOf(without, team.b).id, 0)
  const published = await planAndPublish(team)
  const visited = stopAt(tourOf(published, team.a), 0)
  const visit = {
    ...{ id: crypto.randomUUID(), retailerId: visited.retailerId, stopId: visited.id },
    ...{ outcome: 'done', arrivedAt: visited.arrivesAt, leftAt: visited.leavesAt },
  }
  const came = await team.a.send('POST', '/visits', visit)
  expect([200, 201], came.body).toContain(came.statusCode)
  const draft = await ask(`${pathOf(published)}/draft`, undefined, 201)
  const back = await restore(draft, other.id, [team.a.personId, team.b.personId])
  expect(shopsIn(tourOf(back, team.a))).toContain(visited.retailerId)
  expect(shopsIn(tourOf(back, team.b))).not.toContain(visited.retailerId)
  expect(shopsIn(a)).toContain(visited.retailerId)
})

test('whoever is chosen, every shop is in one place and the chosen have the tours of before', () => {
  let seed = 1
  const random = (below: number) => {
    seed = (seed * 48271) % 2147483647
    return seed % below
  }
  const people = [1, 2, 3, 4]
  const shops = Array.from({ length: 20 }, (_, index) => 100 + index)
  for (let round = 0; round < 200; round++) {
    const [now, before] = [dealOut(shops, people, random), dealOut(shops, people, random)]
    const plan = {
      tours: now.tours.map((tour) => ({
        ...tour,
        stops: tour.shops.map((retailerId) => ({ retailerId, outcome: null })),
      })),
      unassigned: now.unassigned,
    } as unknown as Plan
    const chosen = people.filter(() => random(2) === 0)
    const present = { locks: new Map(), overdueOf: new Map() }
    const { tours, unassigned = [] } = restorePeople(plan, before, chosen, present)
    const changed = new Map(tours.map((tour) => [tour.personId, tour.shops]))
    const after = now.tours.map(({ personId, shops: kept }) => changed.get(personId) ?? kept)
    const placed = [...after.flat(), ...unassigned.map(({ retailerId }) => retailerId)]
    expect(placed.toSorted()).toEqual(shops)
    for (const personId of chosen)
      expect(changed.get(personId)).toEqual(
        before.tours.find((tour) => tour.personId === personId)?.shops,
      )
  }
})

function dealOut(
  shops: readonly number[],
  people: readonly number[],
  random: (below: number) => number,
): TourState {
  const piles = new Map<number, number[]>([0, ...people].map((id) => [id, []]))
  for (const shop of shops) {
    const pile = piles.get(random(people.length + 1)) ?? []
    pile.splice(random(pile.length + 1), 0, shop)
  }
  return {
    tours: people.map((personId) => ({
      ...{ personId, start: [0, 0] },
      shops: piles.get(personId) ?? [],
    })),
    locks: [],
    unassigned: (piles.get(0) ?? []).map((retailerId) => ({
      ...{ retailerId, reason: 'SHIFT_FULL' as const, overdueDays: 0 },
    })),
  }
}
