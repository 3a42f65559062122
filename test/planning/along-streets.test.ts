import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { distanceMetres, type LngLat } from '../../shared/geo.ts'
import { lineMetres } from '../../shared/line.ts'
import {
  LEG_DIGITS,
  type Leg,
  type MyDay,
  type Plan,
  type Stop,
  type Tour,
} from '../../shared/planning.ts'
import { decodePolyline } from '../../shared/polyline.ts'
import type { Neighbour } from '../../shared/retailers.ts'
import type { RoadState } from '../../shared/roads.ts'
import { importStreets } from '../support/import-streets.ts'
import { addEntrances, addRetailer } from '../support/world.ts'
import {
  alongBank,
  BRIDGE,
  inTheFields,
  NORTH,
  overBridge,
  riverTownXml,
  SOUTH,
} from './support/river-town.ts'
import {
  eachTestHasASmallTeam,
  makePlan,
  publish,
  shopsIn,
  START_A,
  stopAt,
  tourOf,
} from './support/small-team.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'beatline-tours-'))
afterAll(() => {
  rmSync(dataDir, { recursive: true })
})
const team = eachTestHasASmallTeam(() => ({ DATA_DIR: dataDir }))

beforeEach(async () => {
  const administrator = await team.world.signInAs('administrator', { everything: true })
  const { data } = (await administrator.get('/roads')).json<RoadState>()
  if (!data) await importStreets(team.world, riverTownXml())
})

const removeStreets = async () => {
  const administrator = await team.world.signInAs('administrator', { everything: true })
  expect((await administrator.send('DELETE', '/roads/data')).statusCode).toBe(200)
}
const legsOf = ({ stops, home }: Tour): Leg[] => [
  ...stops.map(({ leg }) => leg),
  ...(home ? [home] : []),
]
const lineOf = ({ line }: Leg): LngLat[] => decodePolyline(line ?? '', LEG_DIGITS)

async function move(plan: Plan, stopId: number, tourId: number, position: number): Promise<Plan> {
  const path = `/plans/${String(plan.id)}/stops/${String(stopId)}`
  const body = { revision: plan.revision, tourId, position }
  const answer = await team.boss.send('PATCH', path, body)
  expect(answer.statusCode).toBe(200)
  return answer.json()
}
/** A shop of A's across the river from its first one: 1 km as the crow flies. */
const addAcross = () =>
  addRetailer(team.world.db, [117.11, NORTH], { tier: 25, managerId: team.a.personId })

describe('a plan made with streets', () => {
  test('is as long as the streets it follows, leg by leg', async () => {
    const plan = await makePlan(team)
    expect(plan).toMatchObject({ profile: 'e-bike', travelSource: 'roads', detourFactor: null })
    const tour = tourOf(plan, team.a)
    expect(tour.metres).toBe(legsOf(tour).reduce((sum, { metres }) => sum + metres, 0))
    // Out to the last of four shops and back, wherever they are stopped at.
    expect(Math.abs(tour.metres - 2 * alongBank(117.1, 117.14, SOUTH))).toBeLessThan(6)

    const places = [tour.start, ...tour.stops.map(({ at }) => at), tour.start]
    for (const [index, leg] of legsOf(tour).entries()) {
      const line = lineOf(leg)
      expect(Math.abs(lineMetres(line) - leg.metres)).toBeLessThan(1)
      expect(distanceMetres(line[0] ?? START_A, places[index] ?? START_A)).toBeLessThan(0.2)
      expect(distanceMetres(line.at(-1) ?? START_A, places[index + 1] ?? START_A)).toBeLessThan(0.2)
    }
  })

  test('times follow from the legs: each stop is reached when the one before is left and the way is done', async () => {
    const { stops, startsAt, endsAt, home, travelSeconds } = tourOf(await makePlan(team), team.a)
    let clock = Date.parse(startsAt ?? '')
    for (const { arrivesAt, leavesAt, leg } of stops) {
      expect(Date.parse(arrivesAt)).toBe(clock + leg.seconds * 1000)
      // A minute to park, and an e-bike in between.
      expect(leg.metres / (leg.seconds - 60)).toBeGreaterThan(3)
      expect(leg.metres / (leg.seconds - 60)).toBeLessThan(8)
      clock = Date.parse(leavesAt)
    }
    expect(Date.parse(endsAt ?? '')).toBe(clock + (home?.seconds ?? NaN) * 1000)
    const legs = stops.map(({ leg }) => leg.seconds)
    expect(travelSeconds).toBe(legs.reduce((sum, leg) => sum + leg, home?.seconds ?? NaN))
  })

  test('goes round by the bridge to a shop across the river, and visits it when it is on the way', async () => {
    const across = await addAcross()
    const tour = tourOf(await makePlan(team), team.a)
    expect(shopsIn(tour)).toContain(across)
    const bridges = 2 * (alongBank(BRIDGE, 117.1, SOUTH) + overBridge)
    const bank = alongBank(BRIDGE, 117.11, NORTH)
    const whole = bridges + 2 * bank + 2 * alongBank(117.1, 117.14, SOUTH)
    expect(Math.abs(tour.metres - whole)).toBeLessThan(8)
    // Nobody crosses the bridge more than once each way: the shop is the first or the last.
    expect([0, 4]).toContain(shopsIn(tour).indexOf(across))
  })

  test('leads to the main door of a shop, which stays on the map where it is', async () => {
    const across = await addAcross()
    const door: LngLat = [117.125, SOUTH]
    await addEntrances(team.world.db, across, [door, [117.11, NORTH]])
    const plan = await makePlan(team)
    const tour = tourOf(plan, team.a)
    expect(Math.abs(tour.metres - 2 * alongBank(117.1, 117.14, SOUTH))).toBeLessThan(8)
    const stop = stopAt(tour, shopsIn(tour).indexOf(across))
    expect(stop.at).toEqual([117.11, NORTH])
    const toDoor = ({ leg }: Stop) => distanceMetres(lineOf(leg).at(-1) ?? START_A, door)
    expect(toDoor(stop)).toBeLessThan(0.2)
    const place = stop.position === 0 ? 4 : 0
    const moved = tourOf(await move(plan, stop.id, tour.id, place), team.a)
    expect(shopsIn(moved).indexOf(across)).toBe(place)
    expect(toDoor(stopAt(moved, place))).toBeLessThan(0.2)
  })

  test('says which legs are estimates where a shop has no street near', async () => {
    const far = await addRetailer(team.world.db, inTheFields, {
      tier: 25,
      managerId: team.a.personId,
    })
    const plan = await makePlan(team)
    expect(plan).toMatchObject({ travelSource: 'mixed', detourFactor: 1.35 })
    const tour = tourOf(plan, team.a)
    const place = shopsIn(tour).indexOf(far)
    expect(place).toBeGreaterThanOrEqual(0)
    const estimated = legsOf(tour).map(({ line }) => line === null)
    expect(estimated).toEqual(estimated.map((_, leg) => leg === place || leg === place + 1))
    const before = place === 0 ? START_A : stopAt(tour, place - 1).at
    const { leg } = stopAt(tour, place)
    expect(Math.abs(leg.metres - 1.35 * distanceMetres(before, inTheFields))).toBeLessThan(1)
    expect(tourOf(plan, team.b).stops.every((stop) => stop.leg.line !== null)).toBe(true)
  })
})

describe('a change by hand', () => {
  test('asks for the ways that are new and keeps the others as they are', async () => {
    const across = await addAcross()
    const plan = await makePlan(team)
    const tour = tourOf(plan, team.a)
    const stop = tour.stops.find(({ retailerId }) => retailerId === across)
    const moved = tourOf(await move(plan, stop?.id ?? 0, tour.id, 2), team.a)
    expect(shopsIn(moved).indexOf(across)).toBe(2)
    const [east, west] = [stopAt(moved, 1).at[0], stopAt(moved, 3).at[0]]
    const toBridge = (lng: number) => alongBank(BRIDGE, lng, SOUTH)
    const there = overBridge + alongBank(BRIDGE, 117.11, NORTH)
    expect(Math.abs(stopAt(moved, 2).leg.metres - toBridge(east) - there)).toBeLessThan(2)
    expect(Math.abs(stopAt(moved, 3).leg.metres - toBridge(west) - there)).toBeLessThan(2)
    expect(moved.metres).toBe(legsOf(moved).reduce((sum, { metres }) => sum + metres, 0))
    for (const { retailerId, leg } of moved.stops) {
      const before = shopsIn(moved)[shopsIn(moved).indexOf(retailerId) - 1]
      const old = tour.stops.findIndex((one) => one.retailerId === retailerId)
      if (shopsIn(tour)[old - 1] === before) expect(leg).toEqual(stopAt(tour, old).leg)
    }
  })

  test('back again gives the tour of before', async () => {
    const plan = await makePlan(team)
    const tour = tourOf(plan, team.a)
    const moved = await move(plan, stopAt(tour, 3).id, tour.id, 0)
    const back = await move(moved, stopAt(tour, 3).id, tour.id, 3)
    expect(tourOf(back, team.a)).toEqual(tour)
  })

  test('after the streets are gone keeps the ways that stay, and estimates the new ones', async () => {
    const plan = await makePlan(team)
    const tour = tourOf(plan, team.a)
    await removeStreets()
    const [last, second] = [stopAt(tour, 3), stopAt(tour, 1)]
    const moved = await move(plan, last.id, tour.id, 0)
    expect(moved).toMatchObject({ travelSource: 'mixed', detourFactor: 1.35 })
    const changed = tourOf(moved, team.a)
    expect(changed.stops.map(({ leg }) => leg.line === null)).toEqual([true, true, false, false])
    expect(changed.home?.line).toBeNull()
    expect(stopAt(changed, 2)).toMatchObject({ id: second.id, leg: second.leg })
    expect(tourOf(moved, team.b)).toEqual(tourOf(plan, team.b))
  })
})

describe('a published plan', () => {
  test('keeps its paths when the streets change, and so does its copy', async () => {
    const published = await publish(team, await makePlan(team))
    await removeStreets()
    const { boss, a } = team
    const seen = (await boss.get(`/plans/${String(published.id)}`)).json<Plan>()
    expect(seen).toEqual(published)
    expect((await a.get('/my/day')).json<MyDay>().tour).toEqual(tourOf(published, a))
    const copy = (await boss.send('POST', `/plans/${String(published.id)}/draft`)).json<Plan>()
    expect(copy).toMatchObject({ profile: 'e-bike', travelSource: 'roads', detourFactor: null })
    expect(copy.tours.map(legsOf)).toEqual(published.tours.map(legsOf))
    const { id, revision } = copy
    const anew = await boss.send('POST', `/plans/${String(id)}/optimise`, { revision })
    expect(anew.json()).toMatchObject({ travelSource: 'estimate', detourFactor: 1.35 })
  })

  test('names what its people travel by, whatever they travel by since', async () => {
    const byBike = await makePlan(team)
    const administrator = await team.world.signInAs('administrator', { everything: true })
    await administrator.send('PUT', '/roads/profile', { profile: 'car' })
    const byCar = await makePlan(team)
    expect([byBike.profile, byCar.profile]).toEqual(['e-bike', 'car'])
    const seconds = (plan: Plan) => tourOf(plan, team.a).travelSeconds
    expect(seconds(byCar)).toBeLessThan(seconds(byBike))
    const tour = tourOf(byBike, team.a)
    const moved = await move(byBike, stopAt(tour, 0).id, tour.id, 1)
    const back = await move(moved, stopAt(tour, 0).id, tour.id, 0)
    expect(tourOf(back, team.a)).toEqual(tour)
  })
})

test('the nearest neighbour on foot is on the same bank, though one across the river is nearer by air', async () => {
  const across = await addRetailer(team.world.db, [117.1425, NORTH], { managerId: team.a.personId })
  const same = await addRetailer(team.world.db, [117.154, SOUTH], { managerId: team.a.personId })
  const from = team.shopsOfA[3] ?? 0
  const answer = await team.boss.get(`/retailers/${String(from)}/neighbours?limit=20`)
  const found = answer.json<Neighbour[]>()
  const [near, beyond] = [same, across].map((id) => found.find((shop) => shop.id === id))
  expect(near?.straightMetres).toBeGreaterThan(beyond?.straightMetres ?? NaN)
  expect(Math.abs((near?.metres ?? NaN) - alongBank(117.14, 117.154, SOUTH))).toBeLessThan(2)
  const round = alongBank(BRIDGE, 117.14, SOUTH) + overBridge + alongBank(BRIDGE, 117.1425, NORTH)
  expect(Math.abs((beyond?.metres ?? NaN) - round)).toBeLessThan(2)
  expect(near?.estimated).toBe(false)
  expect(found.map(({ metres }) => metres)).toEqual(
    found.map(({ metres }) => metres).toSorted((a, b) => (a ?? 0) - (b ?? 0)),
  )
})

test('the walk to a neighbour is between the nearest two entrances, whichever street they are on', async () => {
  const { db } = team.world
  const across = await addRetailer(db, [117.1425, NORTH], { managerId: team.a.personId })
  const from = team.shopsOfA[3] ?? 0
  const walk = async () => {
    const answer = await team.boss.get(`/retailers/${String(from)}/neighbours?limit=20`)
    return answer.json<Neighbour[]>().find(({ id }) => id === across)
  }
  expect((await walk())?.metres).toBeGreaterThan(2 * overBridge)
  await addEntrances(db, from, [
    [117.14, SOUTH],
    [117.139, SOUTH],
  ])
  await addEntrances(db, across, [
    [117.1425, NORTH],
    [117.137, SOUTH],
  ])
  const found = await walk()
  expect(found).toMatchObject({ at: [117.1425, NORTH], estimated: false })
  const between = alongBank(117.137, 117.139, SOUTH)
  expect(Math.abs((found?.metres ?? NaN) - between)).toBeLessThan(2)
  expect(Math.abs((found?.straightMetres ?? NaN) - between)).toBeLessThan(1)
})

test('neighbours are looked for around the entrance, however many shops are nearer to the point', async () => {
  const { db } = team.world
  const ours = { managerId: team.a.personId }
  const from = team.shopsOfA[3] ?? 0
  await addEntrances(db, from, [[117.2, NORTH]])
  for (let shop = 0; shop < 25; shop++) await addRetailer(db, [117.19 + shop * 0.0002, NORTH], ours)
  const nearest = await addRetailer(db, [117.2005, NORTH], ours)
  const answer = await team.boss.get(`/retailers/${String(from)}/neighbours?limit=1`)
  expect(answer.json<Neighbour[]>().map(({ id }) => id)).toEqual([nearest])
})
