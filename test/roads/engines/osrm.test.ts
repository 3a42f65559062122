import { describe, expect, test } from 'vitest'
import type { LngLat } from '../../../shared/geo.ts'
import { encodePolyline } from '../../../shared/polyline.ts'
import { openOsrm } from '../../../server/roads/engines/osrm.ts'
import { eachTestServes, far, near } from '../support/answering-server.ts'

const [a, b] = near
const server = eachTestServes()

describe('OSRM', () => {
  const waypoint = (location: LngLat) => ({
    hint: 'x',
    distance: 4.1,
    name: 'Hauptstraße',
    location,
  })

  test('is asked in its own order of axes, with both annotations, on connections that end', async () => {
    await server.serve(() => ({
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
    await server.serve(() => ({
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
    await server.serve(() => ({
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
    await server.serve(() => ({ status: 400, body: { code: 'NoRoute' } }))
    const engine = openOsrm(new URL(`${server.url}/routed-{profile}`).href)
    const { legs } = await engine.path({ profile: 'e-bike', points: [a, b] })
    expect(legs).toMatchObject([{ missing: 'no-way', seconds: Infinity, line: [] }])
    expect(server.asked[0]?.path).toMatch(/^\/routed-bike\/route\/v1\/cycling\//)
  })
})
