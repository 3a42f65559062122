import type { AddressInfo } from 'node:net'
import osrmClient from 'osrm-rest-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LngLat } from '../../shared/geo.ts'
import { openOsrm } from '../../server/roads/engines/osrm.ts'
import type { TravelEngine } from '../../server/roads/engines/travel-engine.ts'
import { openRoads, type Roads } from '../../server/roads/roads.ts'
import { openTown, type Town } from './support/open-town.ts'
import { corner, inTheFields } from './support/write-town.ts'

let town: Town
let url: string
beforeAll(async () => {
  town = await openTown()
  await town.world.app.http.listen({ host: '127.0.0.1', port: 0 })
  const { port } = town.world.app.http.server.address() as AddressInfo
  url = `http://127.0.0.1:${String(port)}`
})
afterAll(() => town.close())

describe('a client library of OSRM', () => {
  const coordinates: LngLat[] = [corner(0.5, 1), corner(4, 2.5), corner(2, 0.5)]

  test('gets routes with their steps', async () => {
    const { OSRM } = osrmClient
    const result = await OSRM({ osrm: url }).route({
      coordinates,
      steps: true,
      overview: 'full',
      geometries: 'polyline',
    })
    expect(result.code).toBe('Ok')
    expect(result.waypoints).toHaveLength(3)
    const [route] = result.routes
    expect(route?.legs).toHaveLength(2)
    expect(route?.legs?.[0]?.steps?.map(({ maneuver }) => maneuver?.type)).toEqual([
      'depart',
      'turn',
      'arrive',
    ])
  })

  test('gets tables and the nearest streets', async () => {
    const osrm = osrmClient.OSRM({ osrm: url, defaultProfile: 'foot' })
    const table = await osrm.table({ coordinates, sources: [0], destinations: [1, 2] })
    expect(table.durations).toHaveLength(1)
    expect(table.durations[0]).toHaveLength(2)
    const nearest = await osrm.nearest({ coordinates: [corner(2.5, 1.1)], number: 2 })
    expect(nearest.waypoints.map(({ name }) => name)).toContain('横1路')
  })
})

describe('our OSRM plug-in, asking our own OSRM API', () => {
  let roads: Roads
  let plugIn: TravelEngine
  beforeAll(async () => {
    const { dataDir } = town.world.config
    roads = await openRoads({ dataDir, profile: () => Promise.resolve('car') })
    plugIn = openOsrm(url)
  })
  afterAll(() => roads.close())

  /** More than one block of a table: places on six decimals, as they are sent. */
  const points = Array.from({ length: 230 }, (_, index) =>
    corner((index % 23) * 0.21, Math.floor(index / 23) * 0.37),
  )
  points[17] = inTheFields

  test('gets the matrix that the engine gives, put together from blocks', async () => {
    const query = { profile: 'car', sources: points, targets: points } as const
    const [own, asked] = await Promise.all([roads.engine()?.matrix(query), plugIn.matrix(query)])
    expect(asked.durations).toHaveLength(230 * 230)
    const differences = (unit: 'durations' | 'distances') =>
      asked[unit].filter((value, cell) => {
        const other = own?.[unit][cell] ?? NaN
        return !(value === other || Math.abs(value - other) < 0.001)
      })
    expect(differences('durations')).toHaveLength(0)
    expect(differences('distances')).toHaveLength(0)
    expect(asked.sources.flatMap((point, index) => (point ? [] : [index]))).toEqual([17])
    expect(own?.sources[17]).toBeNull()
  })

  test('gets the path that the engine gives, put together from windows', async () => {
    const query = { profile: 'foot', points } as const
    const [own, asked] = await Promise.all([roads.engine()?.path(query), plugIn.path(query)])
    expect(asked.legs).toHaveLength(229)
    const missing = asked.legs.map((leg) => leg.missing)
    expect(missing).toEqual(own?.legs.map((leg) => leg.missing))
    expect(missing.flatMap((reason, index) => (reason ? [index, reason] : []))).toEqual([
      16,
      'off-road',
      17,
      'off-road',
    ])
    const found = own?.legs.filter((leg) => !leg.missing) ?? []
    const near = (value: number, digits: number) => expect.closeTo(value, digits) as number
    expect(asked.legs.filter((leg) => !leg.missing)).toMatchObject(
      found.map(({ seconds, metres, line, missing: none }) => ({
        missing: none,
        seconds: near(seconds, 2),
        metres: near(metres, 2),
        line: expect.arrayContaining([line[0]?.map((degrees) => near(degrees, 5))]) as LngLat[],
      })),
    )
  })
})
