import { describe, expect, test } from 'vitest'
import type { LngLat } from '../../shared/geo.ts'
import { encodePolyline } from '../../shared/polyline.ts'
import { eachFileHasOsrm, ends, list } from './support/ask-osrm.ts'
import { corner } from './support/write-town.ts'

const { ask } = eachFileHasOsrm()

describe('OSRM’s table service', () => {
  const three = list(corner(0.5, 1), corner(4, 2.5), corner(2, 0.5))

  test('answers times, and distances when they are asked for', async () => {
    const { body } = await ask(`/table/v1/driving/${three}`)
    expect(body.durations.map((row) => row.length)).toEqual([3, 3, 3])
    expect(body.durations[1]?.[1]).toBe(0)
    expect(body.distances).toBeUndefined()
    const both = await ask(`/table/v1/driving/${three}?annotations=duration,distance`)
    const route = await ask(`/route/v1/driving/${ends}`)
    expect(both.body.durations[0]?.[1]).toBeCloseTo(route.body.routes[0]?.duration ?? 0, 2)
    expect(both.body.distances[0]?.[1]).toBeCloseTo(route.body.routes[0]?.distance ?? 0, 2)
    const only = await ask(`/table/v1/driving/${three}?annotations=distance`)
    expect(only.body.durations).toBeUndefined()
    expect(only.body.distances).toEqual(both.body.distances)
  })

  test('answers rows and columns of choice, scaled', async () => {
    const whole = await ask(`/table/v1/driving/${three}`)
    const part = await ask(
      `/table/v1/driving/${three}?sources=2;0&destinations=1&scale_factor=2&skip_waypoints=false`,
    )
    expect(part.body.durations).toEqual(
      [2, 0].map((row) => [expect.closeTo(2 * (whole.body.durations[row]?.[1] ?? 0), 2) as number]),
    )
    expect(part.body.sources.map(({ location }) => location)).toEqual([
      corner(2, 0.5),
      corner(0.5, 1),
    ])
    expect(part.body.destinations).toHaveLength(1)
    const all = await ask(`/table/v1/driving/${three}?sources=all&destinations=all`)
    expect(all.body.durations).toEqual(whole.body.durations)
  })

  test('takes a great many points as a polyline, and no more than it says', async () => {
    const points = Array.from({ length: 500 }, (_, index) =>
      corner((index % 50) / 10, Math.floor(index / 50) / 2.5),
    )
    const line = (some: LngLat[]) => encodeURIComponent(encodePolyline(some, 6))
    const { body } = await ask(`/table/v1/foot/polyline6(${line(points)})`)
    expect(body.durations).toHaveLength(500)
    const more = await ask(`/table/v1/foot/polyline6(${line([...points, corner(1, 1)])})`)
    expect(more).toMatchObject({ status: 400, body: { code: 'TooBig' } })
  })
})

describe('OSRM’s nearest service', () => {
  test('answers the nearest streets in order', async () => {
    const { body } = await ask(`/nearest/v1/driving/${corner(2.5, 1.1).join()}?number=3`)
    expect(body.waypoints).toHaveLength(3)
    expect(body.waypoints[0]).toMatchObject({ name: '横1路', location: corner(2.5, 1) })
    expect(body.waypoints[0]?.distance).toBeCloseTo(20, 0)
    const distances = body.waypoints.map(({ distance }) => distance)
    expect(distances).toEqual(distances.toSorted((a, b) => a - b))
  })
})
