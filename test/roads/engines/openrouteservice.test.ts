import { describe, expect, test } from 'vitest'
import type { LngLat } from '../../../shared/geo.ts'
import { openOpenrouteservice } from '../../../server/roads/engines/openrouteservice.ts'
import { eachTestServes, far, near } from '../support/answering-server.ts'

const [a, b] = near
const server = eachTestServes()

describe('openrouteservice', () => {
  test('is asked with its key, and marks points it found no street for', async () => {
    await server.serve(() => ({
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
    await server.serve(({ body }) => {
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
