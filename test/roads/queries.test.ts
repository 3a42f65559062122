import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { distanceMetres } from '../../shared/geo.ts'
import type {
  RoadMatrixAnswer,
  RoadReachAnswer,
  RoutePath,
  StreetPoint,
} from '../../shared/roads.ts'
import { openTestApp, type SignedIn } from '../support/app.ts'
import { openTown, type Town } from './support/open-town.ts'
import { corner, inTheFields } from './support/write-town.ts'

let town: Town
let inspector: SignedIn
beforeAll(async () => {
  town = await openTown()
  inspector = await town.world.signInAs('inspector')
})
afterAll(() => town.close())

describe('asking for a way', () => {
  test('gives its line along the streets, and each leg', async () => {
    const points = [corner(0, 0), corner(0, 2), corner(3, 2)].map(String).join(';')
    const path = (
      await inspector.get(`/roads/route?points=${points}&profile=foot`)
    ).json<RoutePath>()
    expect(path.source).toBe('roads')
    const metres = [
      distanceMetres(corner(0, 0), corner(0, 2)),
      distanceMetres(corner(0, 2), corner(3, 2)),
    ]
    path.legs.forEach((leg, index) => expect(leg.metres).toBeCloseTo(metres[index] ?? 0, -1))
    expect(path.line[0]).toEqual(corner(0, 0))
    expect(path.line).toContainEqual(corner(2, 2))
  })

  test('goes by what people travel by when no profile is named, and slower in the rush hour', async () => {
    const get = async (options: string) => {
      const url = `/roads/route?points=${String(corner(0, 0))};${String(corner(5, 4))}${options}`
      return (await inspector.get(url)).json<RoutePath>().legs[0]?.seconds ?? 0
    }
    expect(await get('')).toBe(await get('&profile=e-bike'))
    expect(await get('&profile=car&hour=8')).toBeGreaterThan(await get('&profile=car&hour=3'))
  })

  test('is an estimate where a point lies in the fields, and says so', async () => {
    const points = [corner(0, 0), corner(1, 0), inTheFields].map(String).join(';')
    const path = (await inspector.get(`/roads/route?points=${points}`)).json<RoutePath>()
    expect(path.source).toBe('mixed')
    expect(path.legs[1]?.metres).toBeGreaterThan(distanceMetres(corner(1, 0), inTheFields))
  })

  test.each([
    'points=117,30',
    'points=a,b;c,d',
    'points=117,30;117,91',
    'points=117,30;118,30&hour=24',
  ])('refuses %s', async (query) => {
    const answer = await inspector.get(`/roads/route?${query}`)
    expect(answer.json()).toMatchObject({ code: 'input-invalid' })
  })
})

describe('asking for a matrix', () => {
  const ask = async (body: object) => inspector.send('POST', '/roads/matrix', body)

  test('gives times and distances between all points, and where they meet the streets', async () => {
    const points = [corner(0.5, 1.05), corner(3, 2)]
    const matrix = (await ask({ points, profile: 'car' })).json<RoadMatrixAnswer>()
    expect(matrix.source).toBe('roads')
    expect(matrix.durations[0]?.[0]).toBe(0)
    expect(matrix.durations[0]?.[1]).toBeGreaterThan(30)
    expect(matrix.distances[1]?.[0]).toBeCloseTo(matrix.distances[0]?.[1] ?? 0, 0)
    expect(matrix.sources[0]?.name).toBe('横1路')
    expect(matrix.sources[0]?.location[1]).toBe(corner(0.5, 1)[1])
    expect(matrix.sources[0]?.metres).toBeCloseTo(10, 0)
  })

  test('gives sources to destinations, estimated where one lies in the fields', async () => {
    const matrix = (
      await ask({ sources: [corner(0, 0)], destinations: [corner(1, 0), inTheFields] })
    ).json<RoadMatrixAnswer>()
    expect(matrix).toMatchObject({ source: 'mixed', destinations: [{ name: '横0路' }, null] })
    const away = distanceMetres(corner(0, 0), inTheFields)
    expect(matrix.distances[0]?.[1]).toBeGreaterThan(away)
    expect(matrix.distances[0]?.[1]).toBeLessThan(2 * away)
  })

  test('is all estimates while there are no streets', async () => {
    const empty = await openTestApp()
    const planner = await empty.signInAs('planner')
    const answer = await planner.send('POST', '/roads/matrix', {
      points: [corner(0, 0), corner(1, 0)],
    })
    expect(answer.json()).toMatchObject({ source: 'estimate', sources: [null, null] })
    expect((await planner.get('/roads/reach?at=117,30&metres=500')).json()).toMatchObject({
      code: 'roads-missing',
    })
    await empty.close()
    inspector = await town.world.signInAs('inspector')
  })

  test('says how many cells are too many', async () => {
    const points = Array.from({ length: 501 }, () => corner(1, 1))
    expect((await ask({ points })).json()).toMatchObject({ code: 'input-too-large' })
    expect((await ask({ sources: points })).json()).toMatchObject({ code: 'input-invalid' })
  })
})

describe('asking what is near', () => {
  test('gives all streets within a walk', async () => {
    const get = async (metres: number) =>
      (
        await inspector.get(`/roads/reach?at=${String(corner(2, 2))}&profile=foot&metres=${metres}`)
      ).json<RoadReachAnswer>()
    const near = await get(100)
    // Half of each of the four streets that meet there.
    expect(near.geometry.coordinates).toHaveLength(4)
    expect(near.properties.metres).toBeCloseTo(400, -1)
    for (const line of near.geometry.coordinates)
      for (const point of line) expect(distanceMetres(corner(2, 2), point)).toBeLessThan(101)
    expect((await get(300)).properties.metres).toBeGreaterThan(1500)
  })

  test('gives them by time too, and says when there is no street', async () => {
    const byTime = await inspector.get(
      `/roads/reach?at=${String(corner(2, 2))}&profile=foot&seconds=60`,
    )
    expect(byTime.json<RoadReachAnswer>().properties.metres).toBeGreaterThan(200)
    const fields = await inspector.get(`/roads/reach?at=${String(inTheFields)}&metres=300`)
    expect(fields.json()).toMatchObject({ code: 'no-road-near' })
    const both = await inspector.get('/roads/reach?at=117,30&metres=300&seconds=10')
    expect(both.json()).toMatchObject({ code: 'input-invalid' })
  })

  test('gives the nearest streets, one point on each', async () => {
    const at = String(corner(2.5, 1.1))
    const found = (await inspector.get(`/roads/nearest?at=${at}&profile=car&count=2`)).json<
      StreetPoint[]
    >()
    expect(found).toHaveLength(2)
    expect(found[0]?.name).toBe('横1路')
    expect(found[0]?.location[0]).toBeCloseTo(corner(2.5, 1)[0], 6)
    expect((await inspector.get(`/roads/nearest?at=${String(inTheFields)}`)).json()).toEqual([])
  })
})
