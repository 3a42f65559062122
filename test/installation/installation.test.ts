import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Installation } from '../../shared/auth.ts'
import { hashPassword } from '../../server/auth/index.ts'
import { ensureAdministrator } from '../../server/auth/index.ts'
import { addPerson, openTestApp, type TestApp } from '../support/app.ts'
import { addArea, addTeam } from '../support/world.ts'

let world: TestApp
beforeEach(async () => {
  world = await openTestApp()
})
afterEach(() => world.close())

const post = (url: string, payload: object = {}, headers: Record<string, string> = {}) =>
  world.inject({ method: 'POST', url: `/api/v1${url}`, payload, headers })

describe('a fresh installation', () => {
  test('offers the demo city while it is empty, and no longer', async () => {
    const before = await world.inject({ url: '/api/v1/installation' })
    expect(before.json<Installation>()).toMatchObject({
      empty: true,
      demo: false,
      mayLoadDemo: true,
    })

    await addArea(world.db, [117, 30, 0.1])

    const after = await world.inject({ url: '/api/v1/installation' })
    expect(after.json<Installation>()).toMatchObject({ empty: false, mayLoadDemo: false })
    expect((await post('/demo')).json()).toMatchObject({ code: 'demo-not-offered' })
  })

  test('offers no demo city to the network', async () => {
    const open = await openTestApp({ HOST: '0.0.0.0' })
    const answer = await open.inject({ url: '/api/v1/installation' })
    expect(answer.json<Installation>().mayLoadDemo).toBe(false)
    await open.close()
  })

  test('offers nothing to those who come through a proxy or under a borrowed name', async () => {
    const proxied = await openTestApp({ PUBLIC_URL: 'https://beatline.example' })
    await world.db.insertInto('setting').values({ name: 'demo', value: 'true' }).execute()
    await addPerson(world.db, 'administrator', { everything: true })
    const borrowed = { host: 'evil.test', origin: 'http://evil.test' }
    const asked = [
      await proxied.inject({ url: '/api/v1/installation' }),
      await world.inject({ url: '/api/v1/installation', headers: borrowed }),
    ]
    expect(asked.map((one) => one.json<Installation>().mayLoadDemo)).toEqual([false, false])
    const role = { role: 'administrator' }
    const click = { method: 'POST', url: '/api/v1/auth/demo-sign-in', payload: role } as const
    const clicks = [await proxied.inject(click), await post('/auth/demo-sign-in', role, borrowed)]
    for (const one of clicks) expect(one.json()).toMatchObject({ code: 'demo-only' })
    expect((await post('/auth/demo-sign-in', role)).statusCode).toBe(200)
    await proxied.close()
  })

  test('gets one administrator with a one-time password, once', async () => {
    const made = await ensureAdministrator(world.db)
    expect(made?.password).toMatch(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/)
    expect(await ensureAdministrator(world.db)).toBeUndefined()

    const signedIn = await post('/auth/sign-in', made)
    expect(signedIn.json()).toMatchObject({ role: 'administrator', mustChangePassword: true })
    const cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? ''
    expect(signedIn.headers['set-cookie']).toMatch(/HttpOnly; SameSite=Lax/)

    const headers = { cookie, host: 'here', origin: 'http://here' }
    const tooEarly = await world.inject({ url: '/api/v1/teams', headers })
    expect(tooEarly.json()).toMatchObject({ code: 'password-change-required' })

    const next = 'correct horse battery'
    const changed = await post('/auth/password', { current: made?.password, next }, headers)
    expect(changed.json()).toMatchObject({ mustChangePassword: false })
    // The old session ended with the old password.
    expect((await world.inject({ url: '/api/v1/auth/me', headers })).statusCode).toBe(401)
  })
})

describe('signing in', () => {
  test('says the same of an unknown login and a wrong password', async () => {
    const id = await addPerson(world.db, 'supervisor')
    await world.db
      .updateTable('person')
      .set({ login: 'feng', password_hash: await hashPassword('right password') })
      .where('id', '=', id)
      .execute()
    const wrong = await post('/auth/sign-in', { login: 'feng', password: 'wrong' })
    const unknown = await post('/auth/sign-in', { login: 'nobody', password: 'wrong' })
    for (const answer of [wrong, unknown]) {
      expect(answer.statusCode).toBe(401)
      expect(answer.headers['content-type']).toMatch('application/problem+json')
      expect(answer.json()).toMatchObject({ code: 'sign-in-failed', status: 401 })
    }
  })

  test('stops guessing after ten tries a minute', async () => {
    const tries = []
    for (let count = 0; count < 11; count += 1)
      tries.push(await post('/auth/sign-in', { login: 'nobody', password: 'x' }))
    expect(tries.at(9)?.statusCode).toBe(401)
    expect(tries.at(10)?.json()).toMatchObject({ code: 'too-many-requests', status: 429 })
  })

  test('cannot be tried more often by naming other addresses to the proxy', async () => {
    const open = await openTestApp({ PUBLIC_URL: 'https://beatline.example' })
    const statuses = []
    for (let count = 0; count < 11; count += 1) {
      const answer = await open.inject({
        method: 'POST',
        url: '/api/v1/auth/sign-in',
        payload: { login: 'nobody', password: 'x' },
        headers: { 'x-forwarded-for': `198.51.100.${String(count)}, 203.0.113.9` },
      })
      statuses.push(answer.statusCode)
    }
    expect(statuses.slice(-2)).toEqual([401, 429])
    await open.close()
  })

  test('is in the audit log, whether it succeeds or not, and never what was typed', async () => {
    const id = await addPerson(world.db, 'supervisor')
    await world.db
      .updateTable('person')
      .set({ login: 'feng', password_hash: await hashPassword('right password') })
      .where('id', '=', id)
      .execute()
    for (const [login, password] of [
      ['feng', 'wrong password'],
      ['my password by mistake', 'x'],
      ['feng', 'right password'],
    ])
      await post('/auth/sign-in', { login, password })
    const log = await world.db.selectFrom('audit_log').selectAll().orderBy('id').execute()
    expect(log.map(({ action, person_id }) => [action, person_id])).toEqual([
      ['sign-in-failed', id],
      ['sign-in-failed', null],
      ['sign-in', id],
    ])
    expect(JSON.stringify(log)).not.toContain('password')
  })

  test('clears away the sessions of that person that have run out', async () => {
    const someone = await world.signInAs('planner')
    await world.db
      .updateTable('session')
      .set({ expires_at: new Date(0).toISOString() })
      .where('person_id', '=', someone.personId)
      .execute()
    await world.db
      .updateTable('person')
      .set({ login: 'feng', password_hash: await hashPassword('right password') })
      .where('id', '=', someone.personId)
      .execute()
    await post('/auth/sign-in', { login: 'feng', password: 'right password' })
    expect(await world.db.selectFrom('session').selectAll().execute()).toHaveLength(1)
  })

  test('a click is enough only in the demo city', async () => {
    const answer = await post('/auth/demo-sign-in', { role: 'supervisor' })
    expect(answer.json()).toMatchObject({ code: 'demo-only', status: 403 })
  })

  test('signing out ends the session', async () => {
    const someone = await world.signInAs('planner')
    expect((await someone.get('/auth/me')).statusCode).toBe(200)
    expect((await someone.send('POST', '/auth/sign-out')).statusCode).toBe(204)
    expect((await someone.get('/auth/me')).statusCode).toBe(401)
  })
})

describe('another site', () => {
  test('cannot act with our cookie', async () => {
    const someone = await world.signInAs('administrator', { everything: true })
    const foreign = { cookie: someone.cookie, host: 'beatline.test', origin: 'https://evil.test' }
    const { cookie, host } = foreign
    for (const headers of [foreign, { cookie, host }]) {
      const answer = await post('/people', { code: 'x', name: 'x', role: 'planner' }, headers)
      expect(answer.json()).toMatchObject({ code: 'origin-forbidden', status: 403 })
    }
  })
})

describe('the machine room', () => {
  test('sees health, readiness and metrics without signing in', async () => {
    expect((await world.inject({ url: '/healthz' })).json()).toEqual({ status: 'ok' })
    expect((await world.inject({ url: '/readyz' })).json()).toEqual({ status: 'ready' })
    const metrics = await world.inject({ url: '/metrics' })
    expect(metrics.body).toContain('http_request_duration_seconds_bucket')
  })

  test('reads an OpenAPI 3.1 description of every route', async () => {
    const description = (await world.inject({ url: '/openapi.json' })).json<{
      openapi: string
      paths: Record<string, object>
    }>()
    expect(description.openapi).toBe('3.1.0')
    for (const { url } of world.app.routes().filter((route) => route.url.startsWith('/api/v1')))
      expect(Object.keys(description.paths)).toContain(url.replace(/:(\w+)/g, '{$1}'))
  })

  test('gives the whole database to those alone who see the whole installation', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'beatline-backup-test-'))
    const own = await openTestApp({ DATA_DIR: join(dataDir, 'data') })
    const local = await own.signInAs('administrator', { teamId: await addTeam(own.db) })
    expect((await local.get('/backup')).json()).toMatchObject({ code: 'scope-forbidden' })
    const whole = await own.signInAs('administrator', { everything: true })
    const taken = await whole.get('/backup')
    expect([taken.statusCode, taken.headers['content-type']]).toEqual([200, 'application/gzip'])
    await own.close()
    await rm(dataDir, { recursive: true })
  })

  test('an unknown address is a problem, not a page', async () => {
    const answer = await world.inject({ url: '/api/v1/nothing' })
    expect(answer.json()).toMatchObject({ code: 'not-found', status: 404 })
  })

  test('a body that does not fit is refused with its code and changes nothing', async () => {
    const admin = await world.signInAs('administrator', { everything: true })
    const answer = await admin.send('POST', '/people', { code: 'x', role: 'king' })
    expect(answer.json()).toMatchObject({ code: 'input-invalid', status: 400 })
  })

  test('what fits the schema and no column of the database is the caller’s fault too', async () => {
    const rep = await world.signInAs('customer-manager')
    const report = { channel: 'patrol', kind: 'other', address: 'x', description: 'x' }
    const answers = [
      await rep.send('POST', '/reports', { ...report, description: 'a\u0000b' }),
      await rep.send('POST', '/reports', { ...report, occurredAt: '0000-01-01T00:00:00Z' }),
      await rep.get('/my/day?day=0000-01-01'),
      await world.inject({ url: '/api/v1/%E0%A4%A' }),
    ]
    for (const answer of answers) {
      expect(answer.headers['content-type']).toMatch('application/problem+json')
      expect(answer.json()).toMatchObject({ code: 'input-invalid', status: 400 })
    }
  })
})
