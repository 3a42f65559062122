import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { GuardedRoute } from '../../server/auth/index.ts'
import { roles } from '../../shared/auth.ts'
import type { DeviceCreated } from '../../shared/people.ts'
import { openTestApp, type SignedIn, type TestApp } from '../support/app.ts'

/** What is open on purpose; anything new that anyone may call has to be written down here too. */
const open = [
  'GET /api/v1/clock',
  'GET /api/v1/installation',
  'GET /healthz',
  'GET /match/*',
  'GET /metrics',
  'GET /nearest/*',
  'GET /openapi.json',
  // Calendars cannot sign in: the secret in the address is the key.
  'GET /api/v1/calendars/:token.ics',
  'GET /readyz',
  'GET /route/*',
  'GET /table/*',
  'GET /tile/*',
  'GET /trip/*',
  'POST /api/v1/auth/demo-sign-in',
  'POST /api/v1/auth/sign-in',
  'POST /api/v1/auth/sign-out',
  'POST /api/v1/demo',
  'POST /api/v1/optimize',
]

/** The browsable API page and its files. */
const isDocs = (name: string) => /^GET \/docs(\/|$)/.test(name)

/** A path that fits the route's pattern: the guard decides before anything reads the parameters. */
const pathOf = ({ url }: GuardedRoute) =>
  url.replaceAll(/:[a-zA-Z]+/g, '1').replaceAll('*', 'anything')
const nameOf = ({ method, url }: GuardedRoute) => `${method} ${url}`

describe('every route', () => {
  let world: TestApp
  let people: Map<string, SignedIn>
  let token: string
  let routes: GuardedRoute[]

  beforeAll(async () => {
    world = await openTestApp()
    routes = world.app
      .routes()
      .flatMap((route) => route.method.split(',').map((method) => ({ ...route, method })))
      .filter(({ method }) => method !== 'HEAD' && method !== 'OPTIONS')
    people = new Map()
    for (const role of roles) people.set(role, await world.signInAs(role, { everything: true }))
    const inspector = people.get('inspector')?.personId ?? 0
    const device = await people
      .get('administrator')
      ?.send('POST', `/people/${inspector}/devices`, { name: 'phone' })
    token = device?.json<DeviceCreated>().token ?? ''
  })
  afterAll(() => world.close())

  const call = async (route: GuardedRoute, headers: Record<string, string> = {}) =>
    (
      await world.inject({
        method: route.method,
        url: pathOf(route),
        headers: { host: 'beatline.test', origin: 'http://beatline.test', ...headers },
      })
    ).statusCode

  test('is known, and open to anyone only when written down here', () => {
    expect(routes.length).toBeGreaterThan(25)
    const found = routes.filter((route) => route.roles === 'anyone').map(nameOf)
    expect(found.filter((name) => !open.includes(name) && !isDocs(name))).toEqual([])
  })

  test('refuses somebody without a session', async () => {
    for (const route of routes.filter(({ roles: allowed }) => allowed !== 'anyone'))
      expect([nameOf(route), await call(route)]).toEqual([nameOf(route), 401])
  })

  test('refuses each role that it does not name', async () => {
    let refused = 0
    for (const route of routes) {
      if (typeof route.roles === 'string') continue
      for (const role of roles.filter((one) => !route.roles.includes(one))) {
        const cookie = people.get(role)?.cookie ?? ''
        expect([nameOf(route), role, await call(route, { cookie })]).toEqual([
          nameOf(route),
          role,
          403,
        ])
        refused += 1
      }
    }
    expect(refused).toBeGreaterThan(50)
  })

  test('lets in each role that it names: what it answers is no longer about the role', async () => {
    for (const route of routes.filter(({ method }) => method === 'GET')) {
      if (typeof route.roles === 'string') continue
      for (const role of route.roles) {
        const cookie = people.get(role)?.cookie ?? ''
        const status = await call(route, { cookie })
        expect([nameOf(route), role, [401, 403, 500].includes(status)]).toEqual([
          nameOf(route),
          role,
          false,
        ])
      }
    }
  })

  test('refuses a phone’s token unless it says that phones may call', async () => {
    const headers = { authorization: `Bearer ${token}` }
    for (const route of routes) {
      if (route.roles === 'anyone' || route.device) continue
      expect([nameOf(route), await call(route, headers)]).toEqual([nameOf(route), 403])
    }
    expect(routes.some(({ device }) => device)).toBe(true)
  })

  test('refuses a page of another site that rides on the session', async () => {
    const cookie = people.get('administrator')?.cookie ?? ''
    for (const route of routes.filter(({ method }) => method !== 'GET'))
      expect([
        nameOf(route),
        await call(route, { cookie, origin: 'https://elsewhere.example' }),
      ]).toEqual([nameOf(route), 403])
  })
})
