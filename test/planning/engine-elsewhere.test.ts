import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { distanceMetres, type LngLat } from '../../shared/geo.ts'
import type { Plan, PlanSummary } from '../../shared/planning.ts'
import { addRetailer } from '../support/world.ts'
import { roadMetres, SHORE, startIslandOsrm } from './support/island-osrm.ts'
import {
  eachTestHasASmallTeam,
  makePlan,
  MONDAY,
  publish,
  shopsIn,
  START_A,
  stopAt,
  tourOf,
} from './support/small-team.ts'
import { addBusyDistricts, newsOf, startPlan, untilOver } from './support/watched-run.ts'

const osrm = await startIslandOsrm()
afterAll(() => osrm.close())
const team = eachTestHasASmallTeam(() => ({ ROAD_ENGINE: 'osrm', ROAD_ENGINE_URL: osrm.url }))
beforeEach(() => {
  osrm.state.down = false
})

const island: LngLat = [117.12, SHORE + 0.05]
const addOnIsland = () =>
  addRetailer(team.world.db, island, { tier: 25, managerId: team.a.personId })

test("a plan has the other engine's times, distances and lines", async () => {
  const plan = await makePlan(team)
  expect(plan).toMatchObject({ travelSource: 'roads', detourFactor: null })
  const tour = tourOf(plan, team.a)
  let from: LngLat = START_A
  for (const { at, leg } of tour.stops) {
    expect(Math.abs(leg.metres - roadMetres(from, at))).toBeLessThanOrEqual(1)
    expect(Math.abs(leg.seconds - 60 - roadMetres(from, at) / 4)).toBeLessThanOrEqual(1)
    expect(leg.line).not.toBeNull()
    from = at
  }
})

describe('a shop that no road leads to', () => {
  test('is left out of a plan, with that reason', async () => {
    const shop = await addOnIsland()
    const plan = await makePlan(team)
    expect(plan.unassigned).toMatchObject([{ retailerId: shop, reason: 'UNREACHABLE' }])
    expect(tourOf(plan, team.a).stops.flatMap(({ violations }) => violations)).toEqual([])
  })

  test('is put into a tour by hand and marked: its ways are estimates, and times go on after it', async () => {
    const shop = await addOnIsland()
    const plan = await makePlan(team)
    const before = tourOf(plan, team.a)
    const path = `/plans/${String(plan.id)}/stops`
    const insert = { tourId: before.id, retailerId: shop, position: 1 }
    const answer = await team.boss.send('POST', path, { revision: plan.revision, ...insert })
    expect(answer.statusCode).toBe(200)
    const added = answer.json<Plan>()
    expect(added).toMatchObject({ travelSource: 'mixed', detourFactor: 1.35, unassigned: [] })
    const tour = tourOf(added, team.a)
    const [first, there, next, ...rest] = tour.stops
    expect(there).toMatchObject({ retailerId: shop, leg: { line: null } })
    expect(there?.violations).toContain('UNREACHABLE')
    const gap = 1.35 * distanceMetres(first?.at ?? START_A, island)
    expect(Math.abs((there?.leg.metres ?? NaN) - gap)).toBeLessThan(1)
    expect(next?.violations).toContain('UNREACHABLE')
    expect(next?.leg.line).toBeNull()
    for (const { violations, leg } of [first, ...rest].flatMap((stop) => stop ?? [])) {
      expect(violations).not.toContain('UNREACHABLE')
      expect(leg.line).not.toBeNull()
    }
    const legs = [...tour.stops.map(({ leg }) => leg), ...(tour.home ? [tour.home] : [])]
    expect(tour.metres).toBe(legs.reduce((sum, { metres }) => sum + metres, 0))

    // Taken out again nothing is left of it.
    const out = `${path}/${String(there?.id)}?revision=${String(added.revision)}`
    const removed = (await team.boss.send('DELETE', out)).json<Plan>()
    expect(removed).toMatchObject({ travelSource: 'roads', detourFactor: null })
    expect(tourOf(removed, team.a)).toEqual(before)
  })

  test('as the last stop has no way home, and is marked for it once', async () => {
    const shop = await addOnIsland()
    const plan = await makePlan(team)
    const { id: tourId, stops } = tourOf(plan, team.a)
    const insert = { revision: plan.revision, tourId, retailerId: shop, position: stops.length }
    const answer = await team.boss.send('POST', `/plans/${String(plan.id)}/stops`, insert)
    const tour = tourOf(answer.json<Plan>(), team.a)
    const violations = tour.stops.at(-1)?.violations ?? []
    expect(violations.filter((violation) => violation === 'UNREACHABLE')).toHaveLength(1)
    expect(tour.home).toMatchObject({ line: null })
    expect(tour.endsAt).not.toBeNull()
  })

  test('can be published all the same', async () => {
    const shop = await addOnIsland()
    const plan = await makePlan(team)
    const tour = tourOf(plan, team.a)
    const insert = { revision: plan.revision, tourId: tour.id, retailerId: shop, position: 0 }
    const answer = await team.boss.send('POST', `/plans/${String(plan.id)}/stops`, insert)
    const published = await publish(team, answer.json<Plan>())
    expect(shopsIn(tourOf(published, team.a))[0]).toBe(shop)
  })
})

describe('while the engine does not answer', () => {
  test('no plan is made, and that is said', async () => {
    osrm.state.down = true
    const { boss, teamId } = team
    const refused = await boss.send('POST', '/plans', { teamId, day: MONDAY })
    expect(refused.json()).toMatchObject({ status: 503, code: 'road-engine-unavailable' })
    const versions = await boss.get(`/plans?teamId=${String(teamId)}&day=${MONDAY}`)
    expect(versions.json<PlanSummary[]>()).toEqual([])
  })

  test('a plan there is can be seen and published, and is changed by nobody', async () => {
    const plan = await makePlan(team)
    const path = `/plans/${String(plan.id)}`
    const { revision } = plan
    const tour = tourOf(plan, team.a)
    const stop = stopAt(tour, 0)
    osrm.state.down = true
    const { boss } = team
    const refusals = [
      await boss.send('POST', `${path}/optimise`, { revision }),
      await boss.send('PATCH', `${path}/stops/${String(stop.id)}`, {
        ...{ revision, tourId: tour.id, position: 2 },
      }),
      await boss.send('DELETE', `${path}/stops/${String(stopAt(tour, 1).id)}?revision=${revision}`),
    ]
    for (const refused of refusals)
      expect(refused.json()).toMatchObject({ status: 503, code: 'road-engine-unavailable' })
    expect((await boss.get(path)).json<Plan>()).toEqual(plan)
    await publish(team, plan)
  })

  test('a plan is not improved any more, and keeps the tours that were drawn', async () => {
    await addBusyDistricts(team)
    const { id } = await startPlan(team)
    osrm.state.down = true
    expect(await untilOver(team, id)).toMatchObject({ state: 'failed' })
    const plan = (await team.boss.get(`/plans/${String(id)}`)).json<Plan>()
    expect(plan).toMatchObject({ run: null, status: 'draft', travelSource: 'roads' })
    expect(newsOf(team, id).at(-1)?.revision).toBe(plan.revision)
    osrm.state.down = false
    await publish(team, plan)
  })

  test('nobody is told a neighbour by the crow', async () => {
    osrm.state.down = true
    const path = `/retailers/${String(team.shopsOfA[0])}/neighbours`
    expect((await team.boss.get(path)).json()).toMatchObject({ code: 'road-engine-unavailable' })
  })
})
