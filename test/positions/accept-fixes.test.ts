import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Fix } from '../../shared/positions.ts'
import { openTestApp, type SignedIn, type TestApp } from '../support/app.ts'
import { addTeam } from '../support/world.ts'

const noon = new Date('2026-03-02T12:00:00.000Z')

/** Walks east at about 1 m/s from a corner of nowhere; seconds count from noon. */
const fixAt = (seconds: number, more: Partial<Fix> = {}): Fix => ({
  at: [111 + seconds * 1e-5, 27],
  fixAt: new Date(noon.getTime() + seconds * 1000).toISOString(),
  accuracyMetres: 8,
  ...more,
})

let app: TestApp
let rep: SignedIn
let supervisor: SignedIn

beforeEach(async () => {
  app = await openTestApp()
  const teamId = await addTeam(app.db)
  rep = await app.signInAs('customer-manager', { teamId })
  supervisor = await app.signInAs('supervisor', { teamId })
  app.clock.set(noon, 1)
})
afterEach(() => app.close())

const send = async (...fixes: Fix[]) => {
  const answer = await rep.send('POST', '/positions', { fixes })
  expect(answer.statusCode).toBe(200)
  return answer.json<object>()
}
const latest = async () => {
  const answer = await supervisor.get('/positions/latest')
  expect(answer.statusCode).toBe(200)
  return answer.json<{ personId: number; fixAt: string; at: [number, number] }[]>()
}
const quarantined = async () => {
  const { rows } = await sql<{ reason: string; fix: { at: number } }>`
    select reason, fix from quarantined_position order by id`.execute(app.db)
  return rows
}

describe('positions', () => {
  test('a fix is stored and becomes the latest of its sender', async () => {
    expect(await send(fixAt(0, { battery: 0.5, speedMps: 1.25, heading: 90 }))).toEqual({
      stored: 1,
      duplicate: 0,
      quarantined: 0,
    })
    expect(await latest()).toEqual([
      {
        personId: rep.personId,
        at: [111, 27],
        fixAt: noon.toISOString(),
        accuracyMetres: 8,
        speedMps: 1.25,
        heading: 90,
        battery: 0.5,
      },
    ])
  })

  test('a repeated delivery stores nothing, also within one batch', async () => {
    expect(await send(fixAt(0), fixAt(10), fixAt(10))).toEqual({
      stored: 2,
      duplicate: 1,
      quarantined: 0,
    })
    expect(await send(fixAt(0), fixAt(10), fixAt(20))).toEqual({
      stored: 1,
      duplicate: 2,
      quarantined: 0,
    })
  })

  test('the same fix delivered by many requests at once is stored once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => rep.send('POST', '/positions', { fixes: [fixAt(0)] })),
    )
    const total = answers.map((one) => one.json<{ stored: number; duplicate: number }>())
    expect(total.reduce((sum, { stored }) => sum + stored, 0)).toBe(1)
    expect(total.reduce((sum, { duplicate }) => sum + duplicate, 0)).toBe(7)
  })

  test('a late batch is stored and never moves the latest position back', async () => {
    await send(fixAt(0))
    expect(await send(fixAt(-60), fixAt(-120), fixAt(-90))).toMatchObject({ stored: 3 })
    expect((await latest())[0]?.fixAt).toBe(fixAt(0).fixAt)
  })

  test('fixes from the future and of long ago are kept aside with their reason', async () => {
    const week = 7 * 24 * 3600
    expect(await send(fixAt(121), fixAt(119), fixAt(-week - 1), fixAt(-week + 60))).toEqual({
      stored: 2,
      duplicate: 0,
      quarantined: 2,
    })
    expect((await quarantined()).map(({ reason }) => reason)).toEqual(['ancient', 'future'])
  })

  test('the field clock decides what the future is', async () => {
    app.clock.set(new Date(noon.getTime() + 3_600_000), 1)
    expect(await send(fixAt(3500))).toMatchObject({ stored: 1 })
  })

  test('a jump no vehicle can make is kept aside and the track goes on from before it', async () => {
    const jump = fixAt(10, { at: [111.2, 27] })
    expect(await send(fixAt(0), jump, fixAt(20))).toEqual({
      stored: 2,
      duplicate: 0,
      quarantined: 1,
    })
    expect((await quarantined()).map(({ reason }) => reason)).toEqual(['impossible-speed'])
    expect(await send(jump)).toEqual({ stored: 0, duplicate: 1, quarantined: 0 })
    expect(await quarantined()).toHaveLength(1)
  })

  test('inaccurate fixes may lie apart by their accuracy', async () => {
    const blurred = fixAt(10, { at: [111.05, 27], accuracyMetres: 5000 })
    expect(await send(fixAt(0), blurred)).toMatchObject({ stored: 2, quarantined: 0 })
  })

  test('a wrong first fix spoils ten minutes at most', async () => {
    await send(fixAt(-700, { at: [121, 27] }))
    expect(await send(fixAt(-650), fixAt(-90))).toEqual({
      stored: 1,
      duplicate: 0,
      quarantined: 1,
    })
  })

  test('a stored fix stays a duplicate even if it would be refused by now', async () => {
    // Possible after the first; half a kilometre within a second after the one that arrives late.
    const far = fixAt(0, { at: [111.03, 27] })
    await send(fixAt(-300), far)
    await send(fixAt(-1, { at: [111.025, 27] }))
    app.clock.set(new Date(noon.getTime() + 60_000), 1)
    expect(await send(far)).toEqual({ stored: 0, duplicate: 1, quarantined: 0 })
  })

  test('absurd numbers harm nobody', async () => {
    const absurd = fixAt(0, { accuracyMetres: 1e300, speedMps: 1e-300, battery: 1e-50 })
    expect(await send(absurd)).toMatchObject({ stored: 1 })
    expect(await send({ ...fixAt(0), fixAt: '2026-03-01T23:59:60Z' })).toMatchObject({ stored: 1 })
    expect(
      await send(
        { ...fixAt(30), fixAt: '0000-01-01T00:00:00Z' },
        { ...fixAt(30), fixAt: '9999-12-31T23:59:59Z' },
      ),
    ).toMatchObject({ quarantined: 2 })
  })

  test('when a simulated day is over and the clock goes back, the map follows the present again', async () => {
    await send(fixAt(60))
    app.clock.set(new Date(noon.getTime() - 24 * 3_600_000), 1)
    const yesterday = fixAt(-24 * 3600)
    expect(await send(yesterday)).toMatchObject({ stored: 1 })
    expect((await latest())[0]?.fixAt).toBe(yesterday.fixAt)
  })

  test('malformed batches are refused as a whole', async () => {
    for (const fixes of [[], [{ ...fixAt(0), at: [181, 0] }], [{ ...fixAt(0), fixAt: 'noon' }]]) {
      const answer = await rep.send('POST', '/positions', { fixes })
      expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([
        400,
        'input-invalid',
      ])
    }
    expect(await latest()).toEqual([])
  })
})

describe('who reads positions', () => {
  test('a supervisor sees the own team only, and each reading is logged', async () => {
    await send(fixAt(0))
    const stranger = await app.signInAs('supervisor', { teamId: await addTeam(app.db) })
    expect((await stranger.get('/positions/latest')).json()).toEqual([])
    const { rows } = await sql<{ person_id: number }>`
      select person_id from audit_log where action = 'positions-read'`.execute(app.db)
    expect(rows).toEqual([{ person_id: stranger.personId }])
  })

  test('naming a team out of scope is refused', async () => {
    const teamId = await addTeam(app.db)
    expect((await supervisor.get(`/positions/latest?teamId=${String(teamId)}`)).statusCode).toBe(
      403,
    )
  })

  test('field staff and planners read nobody, desk roles send nothing', async () => {
    const planner = await app.signInAs('planner', { everything: true })
    for (const person of [rep, planner])
      expect((await person.get('/positions/latest')).statusCode).toBe(403)
    const answer = await supervisor.send('POST', '/positions', { fixes: [fixAt(0)] })
    expect(answer.statusCode).toBe(403)
  })
})
