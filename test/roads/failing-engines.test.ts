import { describe, expect, test, vi } from 'vitest'
import { encodePolyline } from '../../shared/polyline.ts'
import type { RoadState } from '../../shared/roads.ts'
import { askEngine } from '../../server/roads/engines/ask-engine.ts'
import { openOsrm } from '../../server/roads/engines/osrm.ts'
import { openTestApp } from '../support/app.ts'
import { eachTestServes, near, type Answer } from './support/answering-server.ts'

const [a, b] = near
const server = eachTestServes()

describe('an engine that fails', () => {
  const points = '/roads/route?points=8.68,49.41;8.69,49.42'

  test('is asked once more when its connection breaks', async () => {
    let first = true
    await server.serve(() => {
      if (!first) return { status: 400, body: { code: 'NoRoute' } }
      first = false
      return 'reset'
    })
    const { legs } = await openOsrm(server.url).path({ profile: 'car', points: [a, b] })
    expect(legs).toMatchObject([{ missing: 'no-way' }])
    expect(server.asked).toHaveLength(2)
  })

  test.each([
    ['says something else', { body: { hello: 'world' } }, /another format/],
    ['answers a page', { status: 502, body: '<h1>Bad gateway</h1>' }, /HTTP 502: without JSON/],
    ['breaks off twice', 'reset', /not reachable \((UND_ERR_SOCKET|ECONNRESET)\)/],
    ['has broken inside', { status: 500, body: { code: 'NoRoute' } }, /HTTP 500/],
    ['does not know its address', { status: 400, body: { code: 'InvalidService' } }, /Service/],
  ] as const)('%s: that is said, and never estimated', async (_, answer, detail) => {
    await server.serve(() => answer)
    await expectFailed({ ROAD_ENGINE: 'osrm', ROAD_ENGINE_URL: server.url }, detail)
  })

  test.each([
    ['openrouteservice', 403, { error: 'Access to this API has been disallowed' }],
    ['openrouteservice', 429, { error: 'Rate limit exceeded' }],
    ['openrouteservice', 404, { status: 404, error: 'Not Found', path: '/v2/directions' }],
    ['openrouteservice', 500, { error: { code: 2099, message: 'Unknown internal error' } }],
    ['valhalla', 401, { error_code: 401, error: 'Unauthorized' }],
    ['valhalla', 404, { error_code: 106, error: 'Try any of: /route', status_code: 404 }],
    ['valhalla', 429, { message: 'Too many' }],
    ['osrm', 403, { code: 'InvalidQuery', message: 'Forbidden' }],
    ['osrm', 429, { code: 'TooBig', message: 'Quota used up' }],
  ])('%s cannot be used, HTTP %i: that is said', async (name, status, body) => {
    await server.serve(() => ({ status, body }))
    const detail = new RegExp(`^${server.url} answers HTTP ${String(status)}`)
    await expectFailed({ ROAD_ENGINE: name, ROAD_ENGINE_URL: server.url }, detail)
  })

  async function expectFailed(settings: Record<string, string>, detail: RegExp) {
    const world = await openTestApp(settings)
    const planner = await world.signInAs('planner')
    const refused = await planner.get(points)
    expect(refused.statusCode).toBe(503)
    expect(refused.json()).toMatchObject({ code: 'road-engine-unavailable' })
    expect((await planner.get('/roads')).json<RoadState>()).toMatchObject({
      engine: settings.ROAD_ENGINE,
      state: 'failed',
      detail: expect.stringMatching(detail) as string,
    })
    await world.close()
  }

  test('is ready again after its next good answer', async () => {
    let answer: Answer = { status: 429, body: { message: 'Too many' } }
    await server.serve(() => answer)
    const world = await openTestApp({ ROAD_ENGINE: 'osrm', ROAD_ENGINE_URL: server.url })
    const planner = await world.signInAs('planner')
    expect((await planner.get(points)).statusCode).toBe(503)
    const leg = { duration: 60, distance: 400, steps: [{ geometry: encodePolyline([a, b], 6) }] }
    const waypoints = [{ location: a }, { location: b }]
    answer = { body: { code: 'Ok', routes: [{ legs: [leg] }], waypoints } }
    expect((await planner.get(points)).statusCode).toBe(200)
    expect((await planner.get('/roads')).json<RoadState>()).toMatchObject({ state: 'ready' })
    await world.close()
  })

  test('is tried again when somebody looks at its state, so that it recovers without a plan', async () => {
    let answer: Answer = { status: 403, body: { message: 'Forbidden' } }
    await server.serve(() => answer)
    const world = await openTestApp({ ROAD_ENGINE: 'osrm', ROAD_ENGINE_URL: server.url })
    const planner = await world.signInAs('planner')
    expect((await planner.get(points)).statusCode).toBe(503)
    answer = { status: 400, body: { code: 'NoRoute' } }
    await vi.waitFor(async () =>
      expect((await planner.get('/roads')).json<RoadState>()).toMatchObject({ state: 'ready' }),
    )
    await world.close()
  })

  test('is asked one more question, however many look at its state: it may count them', async () => {
    await server.serve(() => ({ status: 403, body: { message: 'Forbidden' } }))
    const world = await openTestApp({ ROAD_ENGINE: 'osrm', ROAD_ENGINE_URL: server.url })
    const planner = await world.signInAs('planner')
    expect((await planner.get(points)).statusCode).toBe(503)
    for (let look = 0; look < 5; look++)
      expect((await planner.get('/roads')).json<RoadState>()).toMatchObject({ state: 'failed' })
    await vi.waitFor(() => expect(server.asked).toHaveLength(2))
    await world.close()
    expect(server.asked).toHaveLength(2)
  })

  test('says nothing of what it was asked, whatever fetch says', async () => {
    await server.serve(() => 'reset')
    const asked = askEngine('http://me:secret@127.0.0.1/table?8.68,49.41')
    await expect(asked).rejects.toMatchObject({
      code: 'road-engine-unavailable',
      detail: 'http://127.0.0.1: not reachable',
    })
  })

  test.each([
    ['osrm', { code: 'TooBig', message: 'Too many' }, /TooBig/],
    ['valhalla', { error_code: 154, error: 'Path distance exceeds the max distance' }, /154/],
    ['openrouteservice', { error: { code: 2004, message: 'Exceeds the server’s limit' } }, /2004/],
  ])(
    '%s refuses one question: that is said, and it goes on being ready',
    async (name, body, says) => {
      await server.serve(() => ({ status: 400, body }))
      const world = await openTestApp({ ROAD_ENGINE: name, ROAD_ENGINE_URL: server.url })
      const planner = await world.signInAs('planner')
      const refused = await planner.get(points)
      expect(refused.statusCode).toBe(503)
      expect(refused.json()).toMatchObject({ detail: expect.stringMatching(says) as string })
      expect((await planner.get('/roads')).json<RoadState>()).toMatchObject({ state: 'ready' })
      await world.close()
    },
  )

  test('is knocked on once for many who look at its state before the first question', async () => {
    await server.serve(() => ({ body: {} }))
    const world = await openTestApp({ ROAD_ENGINE: 'osrm', ROAD_ENGINE_URL: server.url })
    const planner = await world.signInAs('planner')
    for (let look = 0; look < 3; look++)
      expect((await planner.get('/roads')).json<RoadState>()).toMatchObject({ state: 'ready' })
    expect(server.asked).toHaveLength(1)
    await world.close()
  })

  test('shows before the first question when only its proxy answers', async () => {
    await server.serve(() => ({ status: 502, body: '<h1>Bad gateway</h1>' }))
    const world = await openTestApp({ ROAD_ENGINE: 'osrm', ROAD_ENGINE_URL: server.url })
    const planner = await world.signInAs('planner')
    expect((await planner.get('/roads')).json<RoadState>()).toMatchObject({
      state: 'failed',
      detail: `${server.url} answers HTTP 502`,
    })
    await world.close()
  })

  test('shows before the first question when nothing answers at its address', async () => {
    await server.serve(() => 'reset')
    const { url } = server
    await server.close()
    const world = await openTestApp({ ROAD_ENGINE: 'valhalla', ROAD_ENGINE_URL: url })
    const planner = await world.signInAs('planner')
    expect((await planner.get('/roads')).json<RoadState>()).toMatchObject({
      engine: 'valhalla',
      state: 'failed',
      detail: expect.stringContaining('ECONNREFUSED') as string,
    })
    await world.close()
  })
})
