import { expect, test } from 'vitest'
import type { PlanTravel } from '../../shared/plan-travel.ts'
import type { Plan } from '../../shared/planning.ts'
import { openMovePrices } from '../../client/planning/price/price-move.ts'
import { readTravel } from '../../client/planning/price/known-travel.ts'
import { addTeam } from '../support/world.ts'
import {
  eachTestHasASmallTeam,
  makePlan,
  planAndPublish,
  stopAt,
  tourOf,
} from './support/small-team.ts'

const team = eachTestHasASmallTeam()
/** Of every shop of the small team. */
const SERVICE_MILLIS = 20 * 60_000

const pathOf = ({ id }: Plan) => `/plans/${String(id)}/travel`

async function pricesOf(plan: Plan) {
  const travel = (await team.boss.get(pathOf(plan))).json<PlanTravel>()
  return openMovePrices(plan, readTravel(travel), team.world.config.timeZone)
}

const onTheWay = ({ tours }: Plan) => tours.reduce((sum, tour) => sum + tour.travelSeconds, 0)
const metresOf = ({ tours }: Plan) => tours.reduce((sum, tour) => sum + tour.metres, 0)
const marksOf = ({ tours }: Plan) =>
  new Set(tours.flatMap(({ stops }) => stops.flatMap(({ violations }) => violations)))

test('the price of every move equals what the server answers after it', async () => {
  const plan = await makePlan(team)
  const prices = await pricesOf(plan)
  for (const from of plan.tours)
    for (const stop of from.stops)
      for (const to of plan.tours) {
        const places = to.stops.length - (to === from ? 1 : 0)
        for (let position = 0; position <= places; position++) {
          const price = prices.priceAt(stop.retailerId, { tourId: to.id, position })
          const draft = (
            await team.boss.send('POST', `/plans/${String(plan.id)}/draft`)
          ).json<Plan>()
          const target = tourOf(draft, to)
          const moved = stopAt(tourOf(draft, from), stop.position)
          const path = `/plans/${String(draft.id)}/stops/${String(moved.id)}`
          const body = { revision: draft.revision, tourId: target.id, position }
          const after = (await team.boss.send('PATCH', path, body)).json<Plan>()
          expect(price).toEqual({
            seconds: onTheWay(after) - onTheWay(plan),
            metres: metresOf(after) - metresOf(plan),
            endsAt: tourOf(after, to).endsAt,
            broken: [...marksOf(after)],
            stays: tourOf(after, to).stops.map(({ retailerId, arrivesAt, leavesAt }) => ({
              retailerId,
              arrives: Date.parse(arrivesAt),
              leaves: Date.parse(leavesAt),
              serviceMillis: SERVICE_MILLIS,
            })),
          })
        }
      }
})

test('a lock costs what the way would be shorter by without it, and nothing where the stop belongs', async () => {
  // Four shops in a row: however the tour goes, it goes to and fro with the nearest beside the farthest.
  const plan = await makePlan(team)
  const { id: tourId, stops } = tourOf(plan, team.a)
  const [nearest, farthest] = [team.shopsOfA[0], team.shopsOfA[3]]
  const own = stops.findIndex(({ retailerId }) => retailerId === nearest)
  const others = stops.filter(({ retailerId }) => retailerId !== nearest)
  const far = others.findIndex(({ retailerId }) => retailerId === farthest)
  const position = far === 0 ? 1 : far
  const path = `/plans/${String(plan.id)}`
  const moved = (
    await team.boss.send('PATCH', `${path}/stops/${String(stops[own]?.id)}`, {
      ...{ revision: plan.revision, tourId, position },
    })
  ).json<Plan>()
  const lock = async (at: Plan, place: number) => {
    const stop = stopAt(tourOf(at, team.a), place)
    const body = { revision: at.revision, stopIds: [stop.id], locks: ['order', 'person'], on: true }
    const locked = (await team.boss.send('POST', `${path}/locks`, body)).json<Plan>()
    return (await pricesOf(locked)).lockCost(stop.retailerId)
  }
  expect(await lock(moved, position)).toBe(onTheWay(moved) - onTheWay(plan))
  expect(onTheWay(moved)).toBeGreaterThan(onTheWay(plan))
  const back = (
    await team.boss.send('POST', `${path}/undo`, { revision: moved.revision + 1 })
  ).json<Plan>()
  const again = (
    await team.boss.send('POST', `${path}/undo`, { revision: back.revision })
  ).json<Plan>()
  expect(onTheWay(again)).toBe(onTheWay(plan))
  expect(await lock(again, own)).toBe(0)
  expect((await pricesOf(plan)).lockCost(99_999)).toBeUndefined()
})

test('a visit under way counts in the price as it does on the server', async () => {
  const plan = await planAndPublish(team)
  const { a, b, boss, world } = team
  const first = stopAt(tourOf(plan, a), 0)
  const checkIn = {
    id: '11111111-1111-4111-8111-111111111111',
    retailerId: first.retailerId,
    stopId: first.id,
    arrivedAt: '2026-03-02T01:40:00Z',
    at: first.at,
    accuracyMetres: 10,
  }
  world.clock.set(new Date('2026-03-02T01:41:00Z'), 1)
  const answer = await a.send('POST', '/visits', checkIn)
  expect(answer.statusCode).toBeLessThan(300)
  const draft = (await boss.send('POST', `/plans/${String(plan.id)}/draft`)).json<Plan>()
  const to = { tourId: tourOf(draft, a).id, position: 3 }
  const moved = stopAt(tourOf(draft, b), 1)
  const price = (await pricesOf(draft)).priceAt(moved.retailerId, to)
  const path = `/plans/${String(draft.id)}/stops/${String(moved.id)}`
  const after = (await boss.send('PATCH', path, { revision: draft.revision, ...to })).json<Plan>()
  expect(price?.endsAt).toBe(tourOf(after, a).endsAt)
  expect(price?.seconds).toBe(onTheWay(after) - onTheWay(draft))
})

test('a plan whose stops were only moved has the same travel, and whoever holds it gets no body', async () => {
  const { boss, world } = team
  const plan = await makePlan(team)
  const first = await boss.get(pathOf(plan))
  const tour = tourOf(plan, team.a)
  const path = `/plans/${String(plan.id)}/stops/${String(stopAt(tour, 0).id)}`
  await boss.send('PATCH', path, { revision: plan.revision, tourId: tour.id, position: 2 })
  const again = await world.inject({
    method: 'GET',
    url: `/api/v1${pathOf(plan)}`,
    headers: { cookie: boss.cookie, 'if-none-match': String(first.headers['etag']) },
  })
  expect([again.statusCode, again.body]).toEqual([304, ''])
})

test('people of other teams do not learn a plan’s travel', async () => {
  const plan = await makePlan(team)
  const stranger = await team.world.signInAs('manager', { teamId: await addTeam(team.world.db) })
  expect((await stranger.get(pathOf(plan))).json()).toMatchObject({ code: 'not-found' })
})
