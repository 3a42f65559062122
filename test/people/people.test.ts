import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Device, DeviceCreated, Person, PersonCreated, Team } from '../../shared/people.ts'
import { addPerson, openTestApp, type SignedIn, type TestApp } from '../support/app.ts'
import { addArea, addTeam } from '../support/world.ts'

describe('people', () => {
  let world: TestApp
  let north: number
  let south: number
  let area: number
  let administrator: SignedIn
  let northSupervisor: SignedIn

  beforeAll(async () => {
    world = await openTestApp()
    north = await addTeam(world.db, '北区')
    south = await addTeam(world.db, '南区')
    area = await addArea(world.db, [117, 36, 1])
    administrator = await world.signInAs('administrator', { everything: true })
    northSupervisor = await world.signInAs('supervisor', { teamId: north })
  })
  afterAll(() => world.close())

  const create = async (body: object) =>
    (await administrator.send('POST', '/people', body)).json<PersonCreated>()
  const signIn = (login: string, password: string) =>
    world.inject({
      method: 'POST',
      url: '/api/v1/auth/sign-in',
      payload: { login, password },
      remoteAddress: `127.0.${login.length}.${password.length}`,
    })
  const newDevice = async (by: SignedIn, personId: number) =>
    by.send('POST', `/people/${personId}/devices`, { name: 'phone' })
  const meWith = (headers: Record<string, string>) =>
    world.inject({ url: '/api/v1/auth/me', headers })

  test('everybody sees the teams of their scope, the administrator all', async () => {
    expect((await northSupervisor.get('/teams')).json<Team[]>().map(({ name }) => name)).toEqual([
      '北区',
    ])
    expect((await administrator.get('/teams')).json<Team[]>()).toHaveLength(2)
  })

  test('a desk sees the people of its teams only', async () => {
    const theirs = await addPerson(world.db, 'inspector', { teamId: south, start: [117.1, 36.6] })
    const seen = (await northSupervisor.get('/people')).json<Person[]>()
    expect(seen.map(({ teamId }) => teamId)).toEqual([north])
    const all = (await administrator.get('/people')).json<Person[]>()
    expect(all.find(({ id }) => id === theirs)).toMatchObject({
      start: [117.1, 36.6],
      shiftStart: '08:30',
      shiftEnd: '17:30',
      login: null,
    })
  })

  test('a new person signs in with the password shown once and must choose another', async () => {
    const { person, oneTimePassword } = await create({
      code: 'KH-1',
      name: '周敏',
      role: 'planner',
      teamId: north,
      login: 'zhoumin',
      areaIds: [area],
      start: [117.2, 36.7],
    })
    expect(person).toMatchObject({ login: 'zhoumin', active: true, start: [117.2, 36.7] })
    expect(oneTimePassword).toMatch(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/)
    const me = (await signIn('zhoumin', oneTimePassword ?? '')).json<object>()
    expect(me).toMatchObject({
      mustChangePassword: true,
      scope: { everything: false, teamIds: [north], areaIds: [area] },
    })
    const stored = await world.db
      .selectFrom('person')
      .select('password_hash')
      .where('id', '=', person.id)
      .executeTakeFirstOrThrow()
    expect(stored.password_hash).toMatch(/^\$argon2id\$/)
  })

  test('a login or code in use is refused and nothing is half-written', async () => {
    await create({ code: 'A-1', name: 'a', role: 'planner', login: 'taken' })
    const login = await administrator.send('POST', '/people', {
      code: 'A-2',
      name: 'b',
      role: 'planner',
      login: 'taken',
      areaIds: [area],
    })
    expect([login.statusCode, login.json<object>()]).toEqual([
      409,
      expect.objectContaining({ code: 'login-taken' }),
    ])
    const code = await administrator.send('POST', '/people', {
      code: 'A-1',
      name: 'c',
      role: 'planner',
    })
    expect(code.json()).toMatchObject({ code: 'code-taken' })
    const team = await administrator.send('POST', '/people', {
      code: 'A-3',
      name: 'd',
      role: 'planner',
      teamId: 9999,
    })
    expect(team.json()).toMatchObject({ code: 'input-invalid', status: 400 })
    const left = await world.db
      .selectFrom('person')
      .select('code')
      .where('code', 'in', ['A-2', 'A-3'])
      .execute()
    expect(left).toEqual([])
  })

  test('deactivating and resetting end every session at once', async () => {
    const { person, oneTimePassword } = await create({
      code: 'B-1',
      name: 'b',
      role: 'manager',
      teamId: north,
      login: 'leaver',
    })
    const open = async (password: string) => {
      const cookie = (await signIn('leaver', password)).cookies[0]
      return { cookie: `${cookie?.name ?? ''}=${cookie?.value ?? ''}` }
    }
    const before = await open(oneTimePassword ?? '')
    expect((await meWith(before)).statusCode).toBe(200)

    const reset = await administrator.send('PATCH', `/people/${person.id}`, { resetPassword: true })
    expect((await meWith(before)).statusCode).toBe(401)
    expect((await signIn('leaver', oneTimePassword ?? '')).statusCode).toBe(401)
    const next = reset.json<PersonCreated>().oneTimePassword ?? ''
    const again = await open(next)
    expect((await meWith(again)).statusCode).toBe(200)

    await administrator.send('PATCH', `/people/${person.id}`, { active: false })
    expect((await meWith(again)).statusCode).toBe(401)
    expect((await signIn('leaver', next)).statusCode).toBe(401)
  })

  test('role, team and login change; what is not named stays', async () => {
    const { person } = await create({ code: 'C-1', name: 'c', role: 'planner', teamId: north })
    const moved = await administrator.send('PATCH', `/people/${person.id}`, {
      role: 'inspector',
      teamId: south,
    })
    expect(moved.json<PersonCreated>()).toEqual({
      person: { ...person, role: 'inspector', teamId: south },
      oneTimePassword: null,
    })
    const out = await administrator.send('PATCH', `/people/${person.id}`, { teamId: null })
    expect(out.json<PersonCreated>().person.teamId).toBeNull()
    const unnamed = await administrator.send('PATCH', `/people/${person.id}`, {
      resetPassword: true,
    })
    expect(unnamed.statusCode).toBe(400)
    const named = await administrator.send('PATCH', `/people/${person.id}`, {
      login: 'new-login',
      resetPassword: true,
    })
    const password = named.json<PersonCreated>().oneTimePassword ?? ''
    expect((await signIn('new-login', password)).statusCode).toBe(200)
  })

  test('an administrator of one team reaches nobody beyond it and gives away nothing more', async () => {
    const local = await world.signInAs('administrator', { teamId: north })
    const stranger = await addPerson(world.db, 'inspector', { teamId: south })
    const path = `/people/${stranger}`
    expect((await local.send('PATCH', path, { active: false })).statusCode).toBe(404)
    expect((await newDevice(local, stranger)).statusCode).toBe(404)
    for (const grant of [{ everything: true }, { teamId: south }, { areaIds: [area] }]) {
      const body = { code: 'D-1', name: 'd', role: 'planner', ...grant }
      expect((await local.send('POST', '/people', body)).json()).toMatchObject({
        code: 'scope-forbidden',
      })
    }
  })

  test('an administrator of one team takes over nobody who sees more', async () => {
    const local = await world.signInAs('administrator', { teamId: north })
    const wider = [
      { teamId: north, everything: true },
      { teamId: north, teamIds: [south] },
      { teamId: north, areaIds: [area] },
    ]
    for (const options of wider) {
      const chief = await addPerson(world.db, 'administrator', options)
      const change = { login: `chief-${String(chief)}`, resetPassword: true }
      const answer = await local.send('PATCH', `/people/${String(chief)}`, change)
      expect(answer.json()).toMatchObject({ code: 'scope-forbidden' })
    }
    const equal = await addPerson(world.db, 'planner', { teamId: north })
    const change = { login: 'equal', resetPassword: true }
    expect((await local.send('PATCH', `/people/${String(equal)}`, change)).statusCode).toBe(200)
  })

  test('a device token is shown once, kept as a hash, and dies when it is revoked', async () => {
    const rep = await addPerson(world.db, 'customer-manager', { teamId: north })
    const { device, token } = (await newDevice(northSupervisor, rep)).json<DeviceCreated>()
    const listed = (await northSupervisor.get(`/people/${rep}/devices`)).json<Device[]>()
    expect(listed).toEqual([device])
    expect(JSON.stringify(listed)).not.toContain(token)
    const { token_hash } = await world.db
      .selectFrom('device')
      .select('token_hash')
      .where('id', '=', device.id)
      .executeTakeFirstOrThrow()
    expect(token_hash.toString('utf8')).not.toContain(token)

    // Known, but a phone may not read its owner's account.
    const asPhone = { authorization: `Bearer ${token}` }
    expect((await meWith(asPhone)).statusCode).toBe(403)
    expect((await northSupervisor.send('DELETE', `/devices/${device.id}`)).statusCode).toBe(204)
    expect((await meWith(asPhone)).statusCode).toBe(401)
    expect((await northSupervisor.send('DELETE', `/devices/${device.id}`)).statusCode).toBe(404)
    expect((await northSupervisor.get(`/people/${rep}/devices`)).json()).toEqual([])
  })

  test('every change of an account is in the audit log, without a secret', async () => {
    const rows = await world.db.selectFrom('audit_log').selectAll().execute()
    const actions = new Set(rows.map(({ action }) => action))
    for (const action of ['person:add', 'person:change', 'device:add', 'device:revoke'])
      expect(actions).toContain(action)
    expect(JSON.stringify(rows)).not.toMatch(/([a-z2-9]{5}-){3}[a-z2-9]{5}/)
  })
})
