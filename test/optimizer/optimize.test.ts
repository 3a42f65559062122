import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { roles } from '../../shared/auth.ts'
import type { VroomInput } from '../../shared/optimizer-input.ts'
import type { OptimizeEvent, VroomError, VroomSolution } from '../../shared/optimizer.ts'
import { decodePolyline } from '../../shared/polyline.ts'
import { openTestApp, type TestApp } from '../support/app.ts'
import { openTown, type Town } from '../roads/support/open-town.ts'
import { corner } from '../roads/support/write-town.ts'
import { job, onStreet, vehicle } from './support/line-street.ts'

const token = 'a-token-that-nobody-guesses'
let world: TestApp
beforeAll(async () => {
  world = await openTestApp({ ROADS_TOKEN: token })
})
afterAll(() => world.close())

async function ask(body: object, headers: Record<string, string> = {}, on = world) {
  const answer = await on.inject({
    method: 'POST',
    url: '/api/v1/optimize',
    headers: { host: 'localhost', ...headers },
    payload: body,
  })
  return { status: answer.statusCode, headers: answer.headers, text: answer.body }
}
const solutionOf = ({ text }: { text: string }) => JSON.parse(text) as VroomSolution
const errorOf = ({ text }: { text: string }) => JSON.parse(text) as VroomError

const quick = { beatline: { iterations: 500 } }
const small = onStreet({ jobs: [job(3), job(7)], options: quick })

describe('the optimiser’s door', () => {
  test('answers VROOM’s JSON, with limits and seed to repeat it by', async () => {
    const answer = await ask(small)
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toContain('application/json')
    const solution = solutionOf(answer)
    expect(solution).toMatchObject({
      code: 0,
      summary: { cost: 1400, routes: 1, unassigned: 0 },
      beatline: { travel: 'given', seed: 1, threads: 1, iterations: 500, seconds: 300 },
    })
    const again = solutionOf(await ask(small))
    expect(again.routes).toEqual(solution.routes)
  })

  test('is open on this machine under its own name, and to a token', async () => {
    const elsewhere = { host: 'beatline.test' }
    expect((await ask(small, elsewhere)).status).toBe(401)
    expect(errorOf(await ask(small, elsewhere))).toMatchObject({
      code: 2,
      problem: 'not-signed-in',
    })
    expect((await ask(small, { ...elsewhere, authorization: `Bearer ${token}` })).status).toBe(200)
    expect((await ask(small, { ...elsewhere, authorization: 'Bearer another' })).status).toBe(401)
  })

  test('is open to desks, and to nobody else who is signed in', async () => {
    const statuses: Record<string, number> = {}
    for (const role of roles) {
      const person = await world.signInAs(role)
      statuses[role] = (await person.send('POST', '/optimize', small)).statusCode
    }
    expect(statuses).toEqual({
      'customer-manager': 403,
      inspector: 403,
      supervisor: 200,
      manager: 200,
      planner: 200,
      administrator: 200,
    })
  })

  test('refuses in VROOM’s shape with a stable code and the place', async () => {
    const answer = await ask(onStreet({ jobs: [job(1, { priority: 101 })] }))
    expect(answer.status).toBe(400)
    expect(errorOf(answer)).toEqual({
      code: 2,
      error: 'must be <= 100',
      problem: 'optimize-invalid',
      pointer: '/jobs/0/priority',
    })
    const unsupported = await ask({ ...small, options: { x: 5 } })
    expect(errorOf(unsupported)).toMatchObject({
      problem: 'optimize-unsupported',
      pointer: '/options/x',
    })
  })

  test('refuses what is no JSON, and what is too large', async () => {
    const broken = await world.inject({
      method: 'POST',
      url: '/api/v1/optimize',
      headers: { host: 'localhost', 'content-type': 'application/json' },
      payload: '{"vehicles": [',
    })
    expect(broken.json<VroomError>()).toMatchObject({ code: 2, problem: 'input-invalid' })
    const jobs = Array.from({ length: 5001 }, (_, id) => ({ id, location_index: 0 }))
    const many = await ask(onStreet({ jobs }))
    expect(many.status).toBe(413)
    expect(errorOf(many)).toMatchObject({ code: 2, problem: 'optimize-too-large' })
  })

  test('explains on request, and not otherwise', async () => {
    const options = { beatline: { iterations: 500, explain: true } }
    const [route] = solutionOf(await ask({ ...small, options })).routes
    expect(route?.beatline?.cost_terms).toMatchObject({ travel: 1400, fixed: 0 })
    expect(route?.steps[1]?.beatline).toHaveProperty('marginal_cost')
    const [bare] = solutionOf(await ask(small)).routes
    expect(bare).not.toHaveProperty('beatline')
    expect(bare?.steps[1]).not.toHaveProperty('beatline')
  })

  test('has nothing to do where there are no tasks', async () => {
    const answer = solutionOf(await ask(onStreet({ options: quick })))
    expect(answer).toMatchObject({ code: 0, summary: { cost: 0, routes: 0 }, routes: [] })
  })

  test('is described with the other routes', async () => {
    const described = await world.inject({ method: 'GET', url: '/openapi.json' })
    expect(described.statusCode).toBe(200)
    expect(described.body).toContain('/api/v1/optimize')
    expect(described.body).toContain('max_travel_time')
  })

  test('holds callers to its limits, and says so', async () => {
    const asked = { seconds: 100_000 / 2, iterations: 10, threads: 60 }
    const answer = solutionOf(await ask({ ...small, options: { beatline: asked } }))
    expect(answer.beatline).toMatchObject({ seconds: 300, iterations: 10, threads: 2 })
  })

  test('a search of any length ends when nothing better was found for long enough', async () => {
    const body = { ...small, options: { beatline: { seconds: 200, patience: 0.2 } } }
    const answer = solutionOf(await ask(body))
    expect(answer.summary.cost).toBe(1400)
  })
})

describe('two searches side by side', () => {
  test('answer the better plan, and the same every time', async () => {
    const jobs = Array.from({ length: 9 }, (_, i) => job(i + 1, { service: 60 + i }))
    const vehicles = [1, 2].map((id) => vehicle(id, { time_window: [0, 1500] }))
    const routes = async (threads: number, seed: number) => {
      const options = { beatline: { iterations: 300, threads, seed } }
      return solutionOf(await ask(onStreet({ jobs, vehicles, options })))
    }
    const together = await routes(2, 5)
    expect((await routes(2, 5)).routes).toEqual(together.routes)
    const [alone, other] = [await routes(1, 5), await routes(1, 6)]
    expect(together.summary.unassigned).toBe(
      Math.min(alone.summary.unassigned, other.summary.unassigned),
    )
  })
})

describe('a streamed answer', () => {
  /** Long enough that the first plan is told before the search is over. */
  const slow: VroomInput = { ...small, options: { beatline: { seconds: 0.5 } } }

  test('is one JSON value a line, better plans first, the solution last', async () => {
    const answer = await ask(slow, { accept: 'application/x-ndjson' })
    expect(answer.headers['content-type']).toBe('application/x-ndjson')
    const events = answer.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as OptimizeEvent)
    expect(events[0]).toMatchObject({
      type: 'improvement',
      cost: 1400,
      unassigned: 0,
      changed: [1],
    })
    expect(events.at(-1)).toMatchObject({
      type: 'solution',
      solution: { code: 0, summary: { cost: 1400 } },
    })
  })

  test('is Server-Sent Events for whoever asks for those', async () => {
    const answer = await ask(slow, { accept: 'text/event-stream' })
    expect(answer.headers['content-type']).toBe('text/event-stream')
    const events = answer.text.trim().split('\n\n')
    expect(events[0]).toMatch(/^event: improvement\ndata: \{.*\}$/)
    expect(events.at(-1)).toMatch(/^event: solution\ndata: \{.*\}$/)
  })

  test('tells in the stream what was noticed too late for a status', async () => {
    const steps = [
      { type: 'job' as const, id: 3, service_at: 10 },
      { type: 'job' as const, id: 7, service_before: 10 },
    ]
    const body = { ...small, vehicles: [vehicle(1, { steps })], options: { c: true } }
    const answer = await ask(body, { accept: 'application/x-ndjson' })
    expect(JSON.parse(answer.text)).toMatchObject({
      type: 'error',
      error: { code: 2, problem: 'optimize-steps-invalid', pointer: '/vehicles/0/steps' },
    })
  })
})

describe('searches', () => {
  const endless: VroomInput = { ...small, options: { beatline: { seconds: 300 } } }

  /** A search over a real connection; resolves with its first words. */
  async function begin(): Promise<{ hangUp: () => void; words: string }> {
    const { port } = world.app.http.server.address() as AddressInfo
    const controller = new AbortController()
    const { body } = await fetch(`http://127.0.0.1:${String(port)}/api/v1/optimize`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/x-ndjson' },
      body: JSON.stringify(endless),
      signal: controller.signal,
    })
    const { value } = (await body?.getReader().read()) ?? {}
    return {
      hangUp: () => {
        controller.abort()
      },
      words: new TextDecoder().decode(value),
    }
  }

  test('end when their callers hang up, and leave their threads to others', async () => {
    await world.app.http.listen({ port: 0, host: '127.0.0.1' })
    const running = await Promise.all([begin(), begin()])
    for (const { words } of running) expect(words).toContain('"type":"improvement"')
    // Both threads are taken for five minutes; these wait, and are all that may.
    const waiting = Array.from({ length: 8 }, () => ask(small))
    await vi.waitFor(async () => {
      const refused = await ask(small)
      expect(refused.status).toBe(503)
      expect(errorOf(refused)).toMatchObject({ problem: 'optimizer-busy' })
      expect(refused.headers['retry-after']).toBe('2')
    })
    for (const { hangUp } of running) hangUp()
    const answers = await Promise.all(waiting)
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200))
  })
})

describe('problems with coordinates', () => {
  let town: Town
  beforeAll(async () => {
    town = await openTown()
  })
  afterAll(() => town.close())

  const places: VroomInput = {
    vehicles: [{ id: 1, profile: 'car', start: corner(0, 0), end: corner(0, 0) }],
    jobs: [
      { id: 1, location: corner(4, 1) },
      { id: 2, location: corner(2, 1) },
    ],
    options: { g: true, ...quick },
  }

  test('are planned along the streets, with lines on request', async () => {
    const answer = await ask(places, {}, town.world)
    expect(answer.status).toBe(200)
    const { routes, beatline, summary } = solutionOf(answer)
    expect(beatline.travel).toBe('roads')
    expect(summary.distance).toBeGreaterThan(0)
    const line = decodePolyline(routes[0]?.geometry ?? '')
    expect(line.length).toBeGreaterThan(4)
    expect(line[0]?.[0]).toBeCloseTo(corner(0, 0)[0], 3)
    expect(routes[0]?.steps[1]?.location).toEqual(
      places.jobs?.find(({ id }) => id === routes[0]?.steps[1]?.id)?.location,
    )
  })

  test('are estimated, and say so, where there are no streets', async () => {
    const answer = solutionOf(await ask(places))
    expect(answer.beatline.travel).toBe('estimate')
    expect(answer.routes).toHaveLength(1)
  })

  test('know the ways people travel by', async () => {
    const tram = { ...places, vehicles: [{ id: 1, profile: 'tram', start: corner(0, 0) }] }
    expect(errorOf(await ask(tram))).toMatchObject({
      code: 2,
      problem: 'optimize-unsupported',
      pointer: '/vehicles/0/profile',
    })
  })

  test('cannot be drawn without coordinates', async () => {
    const drawn = { ...small, options: { g: true } }
    expect(errorOf(await ask(drawn))).toMatchObject({
      problem: 'optimize-invalid',
      pointer: '/jobs/0/location',
    })
  })
})
