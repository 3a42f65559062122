import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import type { Plan } from '../../shared/planning.ts'
import type { Simulation } from '../../shared/simulation.ts'
import { dayOf } from '../../shared/time.ts'
import { openTestApp, type SignedIn, type TestApp } from '../support/app.ts'
import { addTeam } from '../support/world.ts'
import { ask, connect, framesOf, valueOf } from '../live/support.ts'
import { addPublishedTour, day } from './support.ts'

let app: TestApp
let address: string
let teamId: number
let rep: SignedIn
let supervisor: SignedIn

async function open(environment: Record<string, string> = {}) {
  app = await openTestApp(environment)
  address = await app.app.http.listen({ host: '127.0.0.1', port: 0 })
  teamId = await addTeam(app.db)
  rep = await app.signInAs('customer-manager', { teamId })
  supervisor = await app.signInAs('supervisor', { teamId })
}

beforeEach(() => open())
afterEach(() => app.close())

const start = async (request: object = { speed: 60 }) =>
  supervisor.send('POST', '/simulation', request)
const state = async () => (await supervisor.get('/simulation')).json<Simulation>()
const devicesInUse = async () => {
  const { rows } = await sql<{ count: number }>`
    select count(*) from device where revoked_at is null`.execute(app.db)
  return rows[0]?.count
}

describe('simulating a published day', () => {
  test('brings everyone to the end of their stops, seen live, and ends by itself', async () => {
    const { planId } = await addPublishedTour(app.db, { teamId, personId: rep.personId, stops: 2 })
    const viewer = await connect(address, supervisor)
    const frames = framesOf(viewer)
    const outcomes: string[] = []
    viewer.on('visit:changed', ({ outcome }) => outcomes.push(outcome))
    valueOf(await ask(viewer, 'team:watch', teamId))

    const answer = await start()
    expect(answer.statusCode).toBe(202)
    expect(answer.json()).toMatchObject({ running: true, day, speed: 60, people: 1 })
    expect(dayOf(app.clock.now(), app.config.timeZone)).toBe(day)
    expect(await devicesInUse()).toBe(1)
    expect((await start()).json()).toMatchObject({ code: 'simulation-running' })

    await expect.poll(state, { timeout: 40_000, interval: 200 }).toMatchObject({ running: false })
    const plan = (await supervisor.get(`/plans/${String(planId)}`)).json<Plan>()
    const stops = plan.tours.flatMap((tour) => tour.stops)
    expect(stops.map(({ outcome }) => outcome)).not.toContain(null)
    expect(stops.map(({ outcome }) => outcome)).not.toContain('open')
    expect(outcomes).toContain('done')
    const seen = frames.flatMap(({ rows }) => rows.map(([personId]) => personId))
    expect(seen.length).toBeGreaterThan(5)
    expect(new Set(seen)).toEqual(new Set([rep.personId]))
    const { rows } = await sql`select reason from quarantined_position`.execute(app.db)
    expect(rows).toEqual([])

    expect(app.clock.read().rate).toBe(1)
    expect(dayOf(app.clock.now(), app.config.timeZone)).toBe(day)
    expect(await devicesInUse()).toBe(0)
    viewer.disconnect()
  })

  test('stopped half-way it goes on there, with the phones silent in between', async () => {
    await addPublishedTour(app.db, { teamId, personId: rep.personId, stops: 30 })
    await start({ speed: 60 })
    await expect.poll(async () => (await state()).sent, { timeout: 20_000 }).toBeGreaterThan(5)
    const stopped = await supervisor.send('DELETE', '/simulation')
    expect(stopped.json()).toMatchObject({ running: false, speed: 1 })
    expect(await devicesInUse()).toBe(0)
    const reached = app.clock.now().getTime()

    expect((await start({ speed: 30 })).json()).toMatchObject({ running: true, day, speed: 30 })
    const again = app.clock.now().getTime()
    expect(again).toBeGreaterThanOrEqual(reached)
    expect(again - reached).toBeLessThan(60_000)
  })

  test('the speed changes while it runs', async () => {
    await addPublishedTour(app.db, { teamId, personId: rep.personId, stops: 30 })
    expect((await supervisor.send('PATCH', '/simulation', { speed: 5 })).statusCode).toBe(404)
    await start({ speed: 60 })
    const before = app.clock.now().getTime()
    const changed = await supervisor.send('PATCH', '/simulation', { speed: 5 })
    expect(changed.json()).toMatchObject({ running: true, speed: 5 })
    expect(app.clock.read().rate).toBe(5)
    expect(app.clock.now().getTime()).toBeGreaterThanOrEqual(before)
    expect((await supervisor.send('PATCH', '/simulation', { speed: 61 })).statusCode).toBe(400)
  })

  test('a day that is over is not played again', async () => {
    await addPublishedTour(app.db, { teamId, personId: rep.personId, stops: 1 })
    const visits = async () => (await sql`select id from visit`.execute(app.db)).rows
    const finish = () =>
      expect.poll(state, { timeout: 40_000, interval: 200 }).toMatchObject({ running: false })
    await start({ speed: 60 })
    await finish()
    const first = await visits()
    expect(first).toHaveLength(1)
    expect((await start({ speed: 60, day })).json()).toMatchObject({ code: 'simulation-over' })
    expect(await visits()).toEqual(first)
  })

  test('closing the server ends it and takes the tokens back', async () => {
    await addPublishedTour(app.db, { teamId, personId: rep.personId, stops: 30 })
    await start({ speed: 60 })
    await app.app.http.close()
    expect(await devicesInUse()).toBe(0)
    expect(app.clock.read().rate).toBe(1)
  })
})

describe('a day is not simulated', () => {
  test('without a published plan', async () => {
    expect((await start({})).json()).toMatchObject({ code: 'simulation-no-plan', status: 409 })
    expect((await start({ day })).json()).toMatchObject({ code: 'simulation-no-plan' })
  })

  test('on a server that others can reach, unless it is the demo city', async () => {
    await app.close()
    await open({ HOST: '0.0.0.0' })
    await addPublishedTour(app.db, { teamId, personId: rep.personId, stops: 1 })
    expect((await start()).json()).toMatchObject({ code: 'simulation-refused', status: 403 })
    expect(await devicesInUse()).toBe(0)
    await sql`insert into setting (name, value) values ('demo', 'true')`.execute(app.db)
    expect((await start()).statusCode).toBe(202)
  })

  test('for field staff and planners', async () => {
    const planner = await app.signInAs('planner', { everything: true })
    for (const person of [rep, planner])
      for (const method of ['POST', 'PATCH', 'DELETE'] as const)
        expect((await person.send(method, '/simulation', { speed: 2 })).statusCode).toBe(403)
  })
})
