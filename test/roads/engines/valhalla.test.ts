import { describe, expect, test } from 'vitest'
import type { LngLat } from '../../../shared/geo.ts'
import { encodePolyline } from '../../../shared/polyline.ts'
import { openValhalla } from '../../../server/roads/engines/valhalla.ts'
import { eachTestServes, far, near, type Asked } from '../support/answering-server.ts'

const [a, b] = near
const server = eachTestServes()

describe('Valhalla', () => {
  const isAsked = ({ path }: Asked, action: string) => path === `/${action}`
  const located = ({ body }: Asked) =>
    (body as { locations: { lat: number; lon: number }[] }).locations.map(({ lat, lon }) => ({
      input_lat: lat,
      input_lon: lon,
      edges: lat === far[1] ? null : [{ way_id: 1, correlated_lat: lat, correlated_lon: lon }],
    }))

  test('answers kilometres for latitude and longitude; points off the road are left out of its matrix', async () => {
    await server.serve((asked) =>
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
    await server.serve((asked) => {
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
    await server.serve(({ body }) => {
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
