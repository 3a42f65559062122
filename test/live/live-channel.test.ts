import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import type { TeamSnapshot } from '../../shared/live.ts'
import type { Fix } from '../../shared/positions.ts'
import { addPerson, openTestApp, signIn, type SignedIn, type TestApp } from '../support/app.ts'
import { addTeam } from '../support/world.ts'
import { ask, connect, framesOf, listen, valueOf, type Viewer } from './support.ts'

let app: TestApp
let address: string
let teamId: number
let rep: SignedIn
let supervisor: SignedIn
const viewers: Viewer[] = []

beforeEach(async () => {
  app = await openTestApp()
  address = await listen(app)
  teamId = await addTeam(app.db)
  rep = await app.signInAs('customer-manager', { teamId })
  supervisor = await app.signInAs('supervisor', { teamId })
})
afterEach(async () => {
  for (const viewer of viewers.splice(0)) viewer.disconnect()
  await app.close()
})

const view = async (person: { cookie: string }) => {
  const viewer = await connect(address, person)
  viewers.push(viewer)
  return viewer
}
const watch = (viewer: Viewer, team = teamId) => ask<TeamSnapshot>(viewer, 'team:watch', team)
const fixNow = (more: Partial<Fix> = {}): Fix => ({
  at: [111, 27],
  fixAt: app.clock.now().toISOString(),
  ...more,
})
const move = async (person: SignedIn, fix = fixNow()) => {
  expect((await person.send('POST', '/positions', { fixes: [fix] })).statusCode).toBe(200)
}

describe('connecting', () => {
  test('nobody gets in without a session', async () => {
    await expect(connect(address, {})).rejects.toThrow('Sign in first')
    await expect(connect(address, { cookie: 'beatline-session=guess' })).rejects.toThrow('Sign in')
    await expect(connect(address, { cookie: 'beatline-session=%E0' })).rejects.toThrow('Sign in')
  })

  test("another site's page does not get in, nor does a caller without an origin", async () => {
    const { cookie } = supervisor
    await expect(connect(address, { cookie, origin: 'http://evil.test' })).rejects.toThrow()
    await expect(connect(address, { cookie, origin: '' })).rejects.toThrow()
    expect((await view(supervisor)).connected).toBe(true)
  })

  test('a one-time password must be changed first', async () => {
    await sql`update person set must_change_password = true where id = ${supervisor.personId}`.execute(
      app.db,
    )
    await expect(connect(address, supervisor)).rejects.toThrow('own password')
  })
})

describe('watching a team', () => {
  test('a stored fix is pushed to those who watch, and to no one else', async () => {
    const otherTeam = await addTeam(app.db)
    const own = await view(supervisor)
    const other = await view(await app.signInAs('supervisor', { teamId: otherTeam }))
    const colleague = await view(await app.signInAs('customer-manager', { teamId }))
    const idle = await view(await app.signInAs('manager', { everything: true }))
    const unheard = [other, colleague, idle].map(framesOf)
    const heard = framesOf(own)

    valueOf(await watch(own))
    valueOf(await watch(other, otherTeam))
    expect(await watch(other)).toEqual({ ok: false, code: 'scope-forbidden' })
    expect(await watch(colleague)).toEqual({ ok: false, code: 'role-forbidden' })

    const fix = fixNow({ accuracyMetres: 7, battery: 0.4 })
    await move(rep, fix)
    await expect.poll(() => heard, { timeout: 5000 }).toHaveLength(1)
    const row = [rep.personId, 111, 27, Date.parse(fix.fixAt), 7, -1, -1, 0.4]
    expect(heard[0]).toEqual({ teamId, sequence: 1, rows: [row] })
    // Sent after the frame on each connection: whatever was to arrive has arrived.
    for (const viewer of [other, colleague, idle]) await ask(viewer, 'team:unwatch', 0)
    expect(unheard).toEqual([[], [], []])
  })

  test('a frame holds the latest fix of each person, and frames are numbered', async () => {
    const mate = await app.signInAs('inspector', { teamId })
    const viewer = await view(supervisor)
    const heard = framesOf(viewer)
    valueOf(await watch(viewer))
    const start = app.clock.now().getTime()
    const at = (seconds: number) =>
      fixNow({ fixAt: new Date(start - seconds * 1000).toISOString() })
    await Promise.all([move(rep, at(20)), move(rep, at(10)), move(mate, at(5))])
    await expect.poll(() => heard, { timeout: 5000 }).not.toHaveLength(0)
    await move(rep, at(0))
    const last = () => heard.at(-1)?.rows.find(([personId]) => personId === rep.personId)?.[3]
    await expect.poll(last, { timeout: 5000 }).toBe(start)
    expect(heard.map(({ sequence }) => sequence)).toEqual(heard.map((_, index) => index + 1))
    for (const { rows } of heard)
      expect(new Set(rows.map(([personId]) => personId)).size).toBe(rows.length)
  })

  test('a late batch of old fixes pushes nothing', async () => {
    const viewer = await view(supervisor)
    await move(rep)
    const { sequence } = valueOf(await watch(viewer))
    const heard = framesOf(viewer)
    const old = new Date(app.clock.now().getTime() - 3_600_000).toISOString()
    await move(rep, fixNow({ fixAt: old }))
    const mate = await app.signInAs('inspector', { teamId })
    await move(mate)
    await expect.poll(() => heard.at(-1)?.rows.at(-1)?.[0], { timeout: 5000 }).toBe(mate.personId)
    const later = heard.filter((frame) => frame.sequence > sequence + 1)
    expect(later.flatMap(({ rows }) => rows.map(([personId]) => personId))).not.toContain(
      rep.personId,
    )
  })

  test('who missed frames sees a gap in the numbers and gets everything by watching again', async () => {
    const viewer = await view(supervisor)
    const heard = framesOf(viewer)
    const first = valueOf(await watch(viewer))
    expect(first).toEqual({ teamId, sequence: 0, positions: [] })
    await ask(viewer, 'team:unwatch', teamId)

    const witness = await view(await app.signInAs('manager', { everything: true }))
    const seen = framesOf(witness)
    valueOf(await watch(witness))
    await move(rep)
    await expect.poll(() => seen, { timeout: 5000 }).toHaveLength(1)
    expect(heard).toEqual([])

    const again = valueOf(await watch(viewer))
    expect(again.sequence).toBe(1)
    expect(again.positions).toMatchObject([{ personId: rep.personId, at: [111, 27] }])
    await move(rep)
    await expect.poll(() => heard, { timeout: 5000 }).toHaveLength(1)
    expect(heard[0]?.sequence).toBe(again.sequence + 1)
  })

  test('each watching is in the audit log', async () => {
    valueOf(await watch(await view(supervisor)))
    const { rows } =
      await sql`select person_id, subject from audit_log where action = 'live-watched'`.execute(
        app.db,
      )
    expect(rows).toEqual([{ person_id: supervisor.personId, subject: `team:${String(teamId)}` }])
  })
})

describe('sending positions over the channel', () => {
  test("a field person's fixes are stored and pushed as over HTTP, one's own only", async () => {
    const viewer = await view(supervisor)
    const heard = framesOf(viewer)
    valueOf(await watch(viewer))
    const phone = await view(rep)
    const answer = await ask(phone, 'position:send', { fixes: [fixNow()] })
    expect(answer).toEqual({ ok: true, value: { stored: 1, duplicate: 0, quarantined: 0 } })
    await expect.poll(() => heard[0]?.rows[0]?.[0], { timeout: 5000 }).toBe(rep.personId)
    expect(await ask(viewer, 'position:send', { fixes: [fixNow()] })).toEqual({
      ok: false,
      code: 'role-forbidden',
    })
  })

  test('malformed input is answered, not stored', async () => {
    const phone = await view(rep)
    for (const input of [null, [], { fixes: [] }, { fixes: [{ at: [0, 99], fixAt: 'noon' }] }])
      expect(await ask(phone, 'position:send', input)).toEqual({
        ok: false,
        code: 'input-invalid',
      })
  })
})

describe('announcements', () => {
  test('reach exactly their audience', async () => {
    const plan = { planId: 1, teamId, day: '2026-03-02' }
    const watcher = await view(supervisor)
    const phone = await view(rep)
    const planner = await view(await app.signInAs('planner', { everything: true }))
    const heard: string[] = []
    for (const [name, viewer] of Object.entries({ watcher, phone, planner })) {
      viewer.on('plan:published', ({ planId }) => heard.push(`${name} plan ${String(planId)}`))
      viewer.on('retailers:changed', () => heard.push(`${name} retailers`))
    }
    valueOf(await watch(watcher))
    app.bus.announce('plan:published', [plan], { teamIds: [teamId], personIds: [rep.personId] })
    app.bus.announce('plan:published', [{ ...plan, planId: 2 }], {})
    app.bus.announce('retailers:changed', [], { roles: ['planner', 'customer-manager'] })
    await expect.poll(() => heard.length, { timeout: 5000 }).toBe(4)
    expect(heard.sort()).toEqual([
      'phone plan 1',
      'phone retailers',
      'planner retailers',
      'watcher plan 1',
    ])
  })
})

describe('losing the right to listen', () => {
  const gone = async (viewer: Viewer) => {
    await expect.poll(() => viewer.connected, { timeout: 4000 }).toBe(false)
  }

  test('signing out ends the sockets of that session within two seconds, and no others', async () => {
    const viewer = await view(supervisor)
    const elsewhere = await view(await signIn(app.app, app.db, supervisor.personId))
    const before = performance.now()
    await supervisor.send('POST', '/auth/sign-out')
    await gone(viewer)
    expect(performance.now() - before).toBeLessThan(2000)
    expect(elsewhere.connected).toBe(true)
  })

  test.each([
    ['deactivation', sql`update person set active = false`],
    ['another role', sql`update person set role = 'planner'`],
    ['another team', sql`update person set team_id = null`],
  ])('%s ends the sockets of that person', async (_name, change) => {
    const viewer = await view(supervisor)
    const bystander = await view(rep)
    await sql`${change} where id = ${supervisor.personId}`.execute(app.db)
    await gone(viewer)
    expect(bystander.connected).toBe(true)
  })

  test('a smaller scope ends the sockets of that person', async () => {
    const personId = await addPerson(app.db, 'manager', { everything: true })
    const viewer = await view(await signIn(app.app, app.db, personId))
    await sql`delete from person_scope where person_id = ${personId}`.execute(app.db)
    await gone(viewer)
  })
})

describe('bad company', () => {
  test('an unknown event is ignored and the connection goes on', async () => {
    const viewer = await view(supervisor)
    const raw = viewer as unknown as { emit(event: string, ...rest: unknown[]): void }
    raw.emit('everything:send', { all: true })
    raw.emit('team:watch')
    valueOf(await watch(viewer))
  })

  test('more than twenty messages a second are refused', async () => {
    const viewer = await view(supervisor)
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => ask(viewer, 'team:unwatch', teamId)),
    )
    const refused = answers.filter((answer) => !answer.ok)
    expect(refused.length).toBeGreaterThan(20)
    expect(refused[0]).toEqual({ ok: false, code: 'too-many-requests' })
  })

  test('a message of a megabyte ends the connection', async () => {
    const viewer = await view(rep)
    viewer.emit('position:send', { fixes: 'x'.repeat(1_000_000) }, () => undefined)
    await expect.poll(() => viewer.connected, { timeout: 4000 }).toBe(false)
  })
})

test('the server closes at once, with viewers connected and requests kept alive', async () => {
  const viewer = await view(supervisor)
  const answer = await fetch(`${address}/api/v1/clock`)
  await answer.arrayBuffer()
  const before = performance.now()
  await app.app.http.close()
  expect(performance.now() - before).toBeLessThan(3_000)
  await expect.poll(() => viewer.connected, { timeout: 4000 }).toBe(false)
})
