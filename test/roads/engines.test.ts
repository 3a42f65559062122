import { afterEach, describe, expect, test } from 'vitest'
import type { LngLat } from '../../shared/geo.ts'
import { encodePolyline } from '../../shared/polyline.ts'
import type { RoadState } from '../../shared/roads.ts'
import { askEngine } from '../../server/roads/engines/ask-engine.ts'
import { openOpenrouteservice } from '../../server/roads/engines/openrouteservice.ts'
import { openOsrm } from '../../server/roads/engines/osrm.ts'
import { openValhalla } from '../../server/roads/engines/valhalla.ts'
import { openTestApp } from '../support/app.ts'
import {
  startServer,
  type Answer,
  type AnsweringServer,
  type Asked,
} from './support/answering-server.ts'

const a: LngLat = [8.68, 49.41]
const b: LngLat = [8.69, 49.42]
const far: LngLat = [8, 50]

let server: AnsweringServer
const serve = async (answer: (asked: Asked) => Answer) => (server = await startServer(answer))
afterEach(() => server.close())

describe('OSRM', () => {
  const waypoint = (location: LngLat) => ({
    hint: 'x',
    distance: 4.1,
    name: 'Hauptstraße',
    location,
  })

  test('is asked in its own order of axes, with both annotations, on connections that end', async () => {
    await serve(() => ({
      body: {
        code: 'Ok',
        durations: [
          [0, null],
          [12.5, 0],
        ],
        distances: [
          [0, null],
          [140.2, 0],
        ],
        sources: [a, b].map(waypoint),
        destinations: [a, b].map(waypoint),
      },
    }))
    const matrix = await openOsrm(server.url).matrix({
      profile: 'car',
      sources: [a, b],
      targets: [a, b],
    })
    expect([...matrix.durations]).toEqual([0, Infinity, 12.5, 0])
    expect([...matrix.distances]).toEqual([0, Infinity, 140.2, 0])
    expect(matrix.sources[0]).toEqual({ at: a, metres: 0, name: 'Hauptstraße' })
    const line = encodeURIComponent(encodePolyline([a, b, a, b], 6))
    expect(server.asked[0]?.path).toBe(
      `/table/v1/driving/polyline6(${line})?annotations=duration,distance&generate_hints=false&sources=0;1&destinations=2;3`,
    )
    expect(server.asked[0]?.headers.connection).toBe('close')
  })

  test('finds a street for every point: one on another continent counts as none', async () => {
    await serve(() => ({
      body: {
        code: 'Ok',
        durations: [
          [0, 7],
          [7, 0],
        ],
        distances: [
          [0, 7],
          [7, 0],
        ],
        sources: [waypoint(a), waypoint(a)],
        destinations: [waypoint(a), waypoint(a)],
      },
    }))
    const points = [a, far]
    const matrix = await openOsrm(server.url).matrix({
      profile: 'car',
      sources: points,
      targets: points,
    })
    expect(matrix.sources[1]).toBeNull()
    expect([...matrix.durations]).toEqual([0, Infinity, Infinity, Infinity])
  })

  test('draws a path from its steps', async () => {
    const middle: LngLat = [8.685, 49.415]
    const step = (...line: LngLat[]) => ({ geometry: encodePolyline(line, 6) })
    await serve(() => ({
      body: {
        code: 'Ok',
        routes: [
          {
            legs: [
              {
                duration: 61.2,
                distance: 400.5,
                steps: [step(a, middle), step(middle, b), step(b, b)],
              },
            ],
          },
        ],
        waypoints: [a, b].map(waypoint),
      },
    }))
    const { legs } = await openOsrm(server.url).path({ profile: 'foot', points: [a, b] })
    expect(legs).toEqual([{ missing: null, seconds: 61.2, metres: 400.5, line: [a, middle, b] }])
    expect(server.asked[0]?.path).toMatch(/^\/route\/v1\/walking\/.*continue_straight=false/)
  })

  test('is found behind a proxy by the profile in its address', async () => {
    await serve(() => ({ status: 400, body: { code: 'NoRoute' } }))
    const engine = openOsrm(new URL(`${server.url}/routed-{profile}`).href)
    const { legs } = await engine.path({ profile: 'e-bike', points: [a, b] })
    expect(legs).toMatchObject([{ missing: 'no-way', seconds: Infinity, line: [] }])
    expect(server.asked[0]?.path).toMatch(/^\/routed-bike\/route\/v1\/cycling\//)
  })
})

describe('Valhalla', () => {
  const isAsked = ({ path }: Asked, action: string) => path === `/${action}`
  const located = ({ body }: Asked) =>
    (body as { locations: { lat: number; lon: number }[] }).locations.map(({ lat, lon }) => ({
      input_lat: lat,
      input_lon: lon,
      edges: lat === far[1] ? null : [{ way_id: 1, correlated_lat: lat, correlated_lon: lon }],
    }))

  test('answers kilometres for latitude and longitude; points off the road are left out of its matrix', async () => {
    await serve((asked) =>
      isAsked(asked, 'locate')
        ? { body: located(asked) }
        : {
            body: {
              algorithm: 'costmatrix',
              units: 'kilometers',
              sources_to_targets: {
                durations: [
                  [0, 93],
                  [null, 0],
                ],
                distances: [
                  [0, 1.234],
                  [null, 0],
                ],
              },
            },
          },
    )
    const points = [a, far, b]
    const matrix = await openValhalla(server.url).matrix({
      profile: 'e-bike',
      hour: 8,
      sources: points,
      targets: points,
    })
    expect([...matrix.durations]).toEqual([
      0,
      Infinity,
      93,
      ...Array<number>(3).fill(Infinity),
      Infinity,
      Infinity,
      0,
    ])
    expect(matrix.distances[2]).toBe(1234)
    expect(matrix.sources.map(Boolean)).toEqual([true, false, true])
    expect(server.asked[1]?.body).toMatchObject({
      sources: [
        { lat: a[1], lon: a[0] },
        { lat: b[1], lon: b[0] },
      ],
      costing: 'bicycle',
      units: 'kilometers',
      verbose: false,
      date_time: { type: 3, value: '2026-11-25T08:00' },
    })
  })

  test('is asked for 50 × 50 at a time', async () => {
    await serve((asked) => {
      if (isAsked(asked, 'locate')) return { body: located(asked) }
      const { sources, targets } = asked.body as { sources: unknown[]; targets: unknown[] }
      const cells = sources.map(() => targets.map(() => 1))
      return {
        body: { units: 'kilometers', sources_to_targets: { durations: cells, distances: cells } },
      }
    })
    const points = Array.from({ length: 120 }, (_, index): LngLat => [8 + index / 1000, 49])
    const matrix = await openValhalla(server.url).matrix({
      profile: 'car',
      sources: points,
      targets: points,
    })
    expect(matrix.durations.every((seconds) => seconds === 1)).toBe(true)
    const sizes = server.asked
      .filter((asked) => isAsked(asked, 'sources_to_targets'))
      .map(({ body }) => (body as { sources: unknown[] }).sources.length)
    expect(sizes.toSorted((x, y) => y - x)).toEqual([50, 50, 50, 50, 50, 50, 20, 20, 20])
  })

  test('halves a path until the leg without a way stands alone', async () => {
    const isFar = (place: unknown) => (place as { lat: number }).lat === far[1]
    await serve(({ body }) => {
      const { locations } = body as { locations: unknown[] }
      if (locations.some(isFar))
        return {
          status: 400,
          body: { error_code: 171, error: 'No suitable edges near location', status_code: 400 },
        }
      const leg = { shape: encodePolyline([a, b], 6), summary: { time: 60, length: 1.5 } }
      return {
        body: { trip: { units: 'kilometers', status: 0, legs: locations.slice(1).map(() => leg) } },
      }
    })
    const { legs } = await openValhalla(server.url).path({
      profile: 'foot',
      points: [a, b, a, far, b, a],
    })
    expect(legs.map(({ missing, metres }) => missing ?? metres)).toEqual([
      1500,
      1500,
      'off-road',
      'off-road',
      1500,
    ])
    expect(legs[0]?.line).toEqual([a, b])
  })
})

describe('openrouteservice', () => {
  test('is asked with its key, and marks points it found no street for', async () => {
    await serve(() => ({
      body: {
        durations: [
          [0, 8.5, null],
          [9, 0, null],
          [null, null, null],
        ],
        distances: [
          [0, 80, null],
          [90, 0, null],
          [null, null, null],
        ],
        sources: [
          { location: a, snapped_distance: 3.2 },
          { location: b, snapped_distance: 812 },
          null,
        ],
        destinations: [
          { location: a, snapped_distance: 3.2 },
          { location: b, snapped_distance: 812 },
          null,
        ],
        metadata: { attribution: 'openrouteservice.org' },
      },
    }))
    const points = [a, b, far]
    const matrix = await openOpenrouteservice(server.url, 'the key').matrix({
      profile: 'car',
      sources: points,
      targets: points,
    })
    expect(matrix.sources).toEqual([{ at: a, metres: 3.2, name: '' }, null, null])
    expect([...matrix.durations]).toEqual([0, ...Array<number>(8).fill(Infinity)])
    expect(server.asked[0]).toMatchObject({
      path: '/v2/matrix/driving-car',
      headers: { authorization: 'the key' },
      body: {
        locations: [...points, ...points],
        sources: [0, 1, 2],
        destinations: [3, 4, 5],
        units: 'm',
      },
    })
  })

  test('cuts its line at the points, and tells no way from no street', async () => {
    const middle: LngLat = [8.685, 49.415]
    await serve(({ body }) => {
      const { coordinates } = body as { coordinates: LngLat[] }
      if (coordinates.some(([lng]) => lng === far[0]))
        return {
          status: 404,
          body: { error: { code: 2010, message: 'Could not find routable point' } },
        }
      if (coordinates.length === 2 && coordinates[0]?.[0] === b[0])
        return { status: 404, body: { error: { code: 2009, message: 'Route could not be found' } } }
      return {
        body: {
          type: 'FeatureCollection',
          features: [
            {
              geometry: { type: 'LineString', coordinates: [a, middle, b, a] },
              properties: {
                segments: [
                  { distance: 900, duration: 100 },
                  { distance: 700, duration: 80 },
                ],
                way_points: [0, 2, 3],
                summary: { distance: 1600, duration: 180 },
              },
            },
          ],
        },
      }
    })
    const engine = openOpenrouteservice(server.url, undefined)
    const whole = await engine.path({ profile: 'foot', points: [a, b, a] })
    expect(whole.legs.map(({ seconds, metres, line }) => [seconds, metres, line])).toEqual([
      [100, 900, [a, middle, b]],
      [80, 700, [b, a]],
    ])
    const missing = await engine.path({ profile: 'foot', points: [b, a] })
    expect(missing.legs).toMatchObject([{ missing: 'no-way' }])
    const off = await engine.path({ profile: 'foot', points: [a, far] })
    expect(off.legs).toMatchObject([{ missing: 'off-road' }])
  })
})

describe('an engine that fails', () => {
  const points = '/roads/route?points=8.68,49.41;8.69,49.42'

  test('is asked once more when its connection breaks', async () => {
    let first = true
    await serve(() => {
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
    ['answers a page', { status: 502, body: '<h1>Bad gateway</h1>' }, /HTTP 502 without JSON/],
    ['breaks off twice', 'reset', /not reachable \((UND_ERR_SOCKET|ECONNRESET)\)/],
  ] as const)('%s: that is said, and never estimated', async (_, answer, detail) => {
    await serve(() => answer)
    const world = await openTestApp({ ROAD_ENGINE: 'osrm', ROAD_ENGINE_URL: server.url })
    const planner = await world.signInAs('planner')
    const refused = await planner.get(points)
    expect(refused.statusCode).toBe(503)
    expect(refused.json()).toMatchObject({ code: 'road-engine-unavailable' })
    expect((await planner.get('/roads')).json<RoadState>()).toMatchObject({
      engine: 'osrm',
      state: 'failed',
      detail: expect.stringMatching(detail) as string,
    })
    await world.close()
  })

  test('says nothing of what it was asked, whatever fetch says', async () => {
    await serve(() => 'reset')
    const asked = askEngine('http://me:secret@127.0.0.1/table?8.68,49.41')
    await expect(asked).rejects.toMatchObject({
      code: 'road-engine-unavailable',
      detail: 'http://127.0.0.1: not reachable',
    })
  })

  test('refuses one question: that is said, and it goes on being ready', async () => {
    await serve(() => ({ status: 400, body: { code: 'TooBig', message: 'Too many' } }))
    const world = await openTestApp({ ROAD_ENGINE: 'osrm', ROAD_ENGINE_URL: server.url })
    const planner = await world.signInAs('planner')
    const refused = await planner.get(points)
    expect(refused.statusCode).toBe(503)
    expect(refused.json()).toMatchObject({ detail: expect.stringMatching(/TooBig/) as string })
    expect((await planner.get('/roads')).json<RoadState>()).toMatchObject({ state: 'ready' })
    await world.close()
  })

  test('is knocked on once for many who look at its state before the first question', async () => {
    await serve(() => ({ body: {} }))
    const world = await openTestApp({ ROAD_ENGINE: 'osrm', ROAD_ENGINE_URL: server.url })
    const planner = await world.signInAs('planner')
    for (let look = 0; look < 3; look++)
      expect((await planner.get('/roads')).json<RoadState>()).toMatchObject({ state: 'ready' })
    expect(server.asked).toHaveLength(1)
    await world.close()
  })

  test('shows before the first question when nothing answers at its address', async () => {
    await serve(() => 'reset')
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
