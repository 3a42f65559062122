import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { distanceMetres, type LngLat } from '../../shared/geo.ts'
import { decodePolyline, encodePolyline } from '../../shared/polyline.ts'
import { simplifyLine } from '../../server/roads/osrm/simplify-line.ts'
import { openTestApp } from '../support/app.ts'
import { openTown, type Town } from './support/open-town.ts'
import { corner, inTheFields } from './support/write-town.ts'

let town: Town
beforeAll(async () => {
  town = await openTown()
})
afterAll(() => town.close())

interface Step {
  geometry: string
  duration: number
  distance: number
  name: string
  mode: string
  maneuver: { type: string; modifier?: string; location: LngLat; bearing_after: number }
  intersections: { bearings: number[]; entry: boolean[]; in?: number; out?: number }[]
}
interface Leg {
  steps: Step[]
  summary: string
  duration: number
  distance: number
  annotation: Record<string, number[]>
}
interface Answer {
  code: string
  message?: string
  routes: {
    geometry: string & { type: string; coordinates: LngLat[] }
    duration: number
    distance: number
    weight: number
    weight_name: string
    legs: Leg[]
  }[]
  waypoints: { location: LngLat; name: string; distance: number; hint?: string }[]
  durations: (number | null)[][]
  distances: (number | null)[][]
  sources: { location: LngLat }[]
  destinations: { location: LngLat }[]
}

async function ask(url: string, host = 'localhost') {
  const answer = await town.world.inject({ method: 'GET', url, headers: { host } })
  return { status: answer.statusCode, body: answer.json<Answer>() }
}
const list = (...points: LngLat[]) => points.map((point) => point.join(',')).join(';')
/** Two streets apart: east along row 1, then north along column 4. */
const ends = list(corner(0.5, 1), corner(4, 2.5))

describe('OSRM’s route service', () => {
  test('answers the way with its waypoints', async () => {
    const { status, body } = await ask(`/route/v1/driving/${ends}`)
    expect(status).toBe(200)
    const [route] = body.routes
    expect(body.code).toBe('Ok')
    expect(route).toMatchObject({ weight_name: 'routability', legs: [{ steps: [], summary: '' }] })
    const expected =
      distanceMetres(corner(0.5, 1), corner(4, 1)) + distanceMetres(corner(4, 1), corner(4, 2.5))
    expect(route?.distance).toBeCloseTo(expected, -1)
    expect(route?.duration).toBeGreaterThan(20)
    expect(route?.weight).toBeGreaterThan(0)
    expect(body.waypoints.map(({ name }) => name)).toEqual(['横1路', '纵4街'])
    expect(body.waypoints[0]?.location).toEqual(corner(0.5, 1))
    expect(body.waypoints[0]?.distance).toBeLessThan(0.1)
    expect(body.waypoints[0]?.hint).toMatch(/^[\w-]+$/)
  })

  test('takes coordinates as polylines, with or without .json', async () => {
    const plain = await ask(`/route/v1/driving/${ends}?overview=full`)
    for (const [name, digits] of [
      ['polyline', 5],
      ['polyline6', 6],
    ] as const) {
      const line = encodeURIComponent(encodePolyline([corner(0.5, 1), corner(4, 2.5)], digits))
      const { body } = await ask(`/route/v1/driving/${name}(${line}).json?overview=full`)
      expect(body).toEqual(plain.body)
    }
  })

  test('draws it simplified, in full or not at all, in three formats', async () => {
    const geometry = async (options: string) =>
      (await ask(`/route/v1/driving/${ends}?${options}`)).body.routes[0]?.geometry
    const full = await geometry('overview=full&geometries=geojson')
    expect(full?.type).toBe('LineString')
    expect(full?.coordinates).toHaveLength(7)
    const six = decodePolyline((await geometry('overview=full&geometries=polyline6')) ?? '', 6)
    expect(six).toEqual(full?.coordinates)
    expect(decodePolyline((await geometry('overview=full')) ?? '')).toHaveLength(7)
    const simple = await geometry('geometries=geojson')
    expect(simple?.coordinates).toEqual([corner(0.5, 1), corner(4, 1), corner(4, 2.5)])
    expect(await geometry('overview=false')).toBeUndefined()
  })

  test('keeps the points it goes by when it is simplified, also on a straight street', async () => {
    const by = list(corner(0.5, 1), corner(2, 1), corner(4, 2.5))
    const { body } = await ask(`/route/v1/driving/${by}?geometries=geojson`)
    expect(body.routes[0]?.geometry.coordinates).toEqual([
      corner(0.5, 1),
      corner(2, 1),
      corner(4, 1),
      corner(4, 2.5),
    ])
  })

  test('simplifies a long leg a thousand points at a time', () => {
    const line = Array.from({ length: 2500 }, (_, index): LngLat => [index / 1000, 0])
    expect(simplifyLine([line])).toEqual([0, 999, 1998, 2499].map((index) => line[index]))
    expect(simplifyLine([[[1, 1]]])).toEqual([[1, 1]])
  })

  test('says where to turn', async () => {
    const { body } = await ask(`/route/v1/bike/${ends}?steps=true&geometries=polyline6`)
    const [leg] = body.routes[0]?.legs ?? []
    const steps = leg?.steps ?? []
    expect(steps.map(({ name, maneuver: { type, modifier } }) => [type, modifier, name])).toEqual([
      ['depart', undefined, '横1路'],
      ['turn', 'left', '纵4街'],
      ['arrive', undefined, '纵4街'],
    ])
    expect(leg?.summary).toBe('横1路, 纵4街')
    const [depart, turn] = steps
    expect(depart?.mode).toBe('cycling')
    expect(depart?.maneuver.bearing_after).toBe(90)
    // Three crossings lie on the way; each has its four roads.
    expect(depart?.intersections.map(({ bearings }) => bearings.length)).toEqual([1, 4, 4, 4])
    expect(turn?.maneuver.location).toEqual(corner(4, 1))
    expect(turn?.intersections[0]).toEqual({
      location: corner(4, 1),
      bearings: [0, 90, 180, 270],
      entry: [true, true, true, false],
      in: 3,
      out: 0,
    })
  })

  test('has steps that add up to its leg', async () => {
    const { body } = await ask(`/route/v1/bike/${ends}?steps=true&geometries=polyline6`)
    const { steps, duration, distance } = body.routes[0]?.legs[0] as Leg
    const total = (unit: 'duration' | 'distance') =>
      steps.reduce((sum, step) => sum + step[unit], 0)
    expect(total('duration')).toBeCloseTo(duration, 1)
    expect(total('distance')).toBeCloseTo(distance, 1)
    expect(steps.flatMap((step) => decodePolyline(step.geometry, 6)).at(-1)).toEqual(corner(4, 2.5))
  })

  test('goes on straight at a point in between when asked to, and turns round otherwise', async () => {
    const back = list(corner(1, 1.5), corner(1, 2.5), corner(1, 1.5))
    const free = await ask(`/route/v1/bike/${back}?continue_straight=false`)
    const straight = await ask(`/route/v1/bike/${back}?continue_straight=true`)
    expect(free.body.routes[0]?.legs[1]?.distance).toBeCloseTo(200, -1)
    expect(straight.body.routes[0]?.legs[1]?.distance).toBeGreaterThan(500)
  })

  test('says for each piece of the line how long it is and takes', async () => {
    const { body } = await ask(
      `/route/v1/driving/${ends}?overview=full&geometries=geojson&annotations=true`,
    )
    const [route] = body.routes
    const annotation = route?.legs[0]?.annotation ?? {}
    expect(Object.keys(annotation).sort()).toEqual([
      'datasources',
      'distance',
      'duration',
      'speed',
      'weight',
    ])
    for (const values of Object.values(annotation)) expect(values).toHaveLength(6)
    const sum = (values: number[] = []) => values.reduce((total, value) => total + value, 0)
    expect(sum(annotation['duration'])).toBeCloseTo(route?.duration ?? 0, 1)
    expect(sum(annotation['distance'])).toBeCloseTo(route?.distance ?? 0, 0)
    const some = await ask(`/route/v1/driving/${ends}?annotations=duration,speed`)
    expect(Object.keys(some.body.routes[0]?.legs[0]?.annotation ?? {})).toEqual([
      'duration',
      'speed',
    ])
  })

  test('goes where the profile may go, at its pace', async () => {
    const seconds = async (profile: string) =>
      (await ask(`/route/v1/${profile}/${ends}`)).body.routes[0]?.duration ?? 0
    expect(await seconds('walking')).toBeGreaterThan((await seconds('cycling')) * 1.5)
    expect(await seconds('foot')).toBe(await seconds('walking'))
    expect(await seconds('car')).toBe(await seconds('driving'))
  })

  test('leaves out what is not wanted', async () => {
    const { body } = await ask(`/route/v1/driving/${ends}?generate_hints=false`)
    expect(body.waypoints[0]?.hint).toBeUndefined()
    const skipped = await ask(`/route/v1/driving/${ends}?skip_waypoints=true`)
    expect(skipped.body.waypoints).toBeUndefined()
  })
})

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

// Of OSRM's own features/testbot/status.feature, message by message.
describe('OSRM’s refusals', () => {
  test.each([
    ['/route/v1/driving/-74697224,5.191564', 'Query string malformed close to position 18'],
    ['/route/v1/driving/200,5.191564;44,5', 'Invalid coordinate value.'],
    ['/match/v1/driving/1,1;1,2', 'Service match not found!'],
    ['/route/v1/driving/', 'URL string malformed close to position 18: "ng/"'],
    ['/route/v1/driving', 'URL string malformed close to position 17: "ing"'],
    ['/route/v1/driving/1', 'Query string malformed close to position 19'],
    ['/route/v1/driving/1,1', 'Number of coordinates needs to be at least two.'],
    ['/route/v1/driving/1,1,1', 'Query string malformed close to position 21'],
    ['/route/v1/driving/x', 'Query string malformed close to position 18'],
    ['/route/v1/driving/1,1;', 'Query string malformed close to position 21'],
    ['/route/v1/driving/1,1;1', 'Query string malformed close to position 23'],
    ['/route/v1/driving/1,1;1,1,1', 'Query string malformed close to position 25'],
    ['/route/v1/driving/1,1;x,y', 'Query string malformed close to position 21'],
    [`/table/v1/driving/1,1;2,2?scale_factor=0`, 'scale_factor must be > 0'],
    [`/table/v1/driving/1,1;2,2?fallback_speed=-1`, 'fallback_speed must be > 0'],
    [
      '/route/v1/driving/1,1;2,2?radiuses=5',
      'Number of elements in radiuses size 1 does not match coordinate size 2',
    ],
    ['/route/v1/driving/1,1;2,2?exclude=toll', 'Exclude flag combination is not supported.'],
  ])('%s: %s', async (url, message) => {
    const { status, body } = await ask(url)
    expect({ status, message: body.message }).toEqual({ status: 400, message })
  })

  test.each([
    ['/route/v1/driving', 'InvalidUrl'],
    ['/trip/v1/driving/1,1;2,2', 'InvalidService'],
    ['/route/v2/driving/1,1;2,2', 'InvalidVersion'],
    ['/route/v1/driving/1,1;2,2?fly=true', 'InvalidQuery'],
    ['/route/v1/driving/1,1;2,2?steps=maybe', 'InvalidQuery'],
    ['/route/v1/driving/1,1;2,2?bearings=90,20;', 'InvalidOptions'],
    ['/route/v1/driving/1,1;2,2?approaches=curb;', 'InvalidOptions'],
    ['/table/v1/driving/1,1;2,2?sources=2', 'InvalidOptions'],
    ['/nearest/v1/driving/1,1;2,2', 'InvalidOptions'],
    ['/route/v1/helicopter/1,1;2,2', 'InvalidValue'],
    ['/route/v1/driving/polyline(%20)', 'InvalidQuery'],
    [`/route/v1/driving/${list(corner(1, 1), inTheFields)}`, 'NoSegment'],
    [`/route/v1/driving/${Array(501).fill('1,1').join(';')}`, 'TooBig'],
  ])('%s is %s', async (url, code) => {
    const { status, body } = await ask(url)
    expect({ status, code: body.code }).toEqual({ status: 400, code })
  })

  test('a point is refused that lies outside its radius', async () => {
    const off = list(corner(2.5, 1.1), corner(4, 1))
    expect((await ask(`/route/v1/driving/${off}?radiuses=25;unlimited`)).body.code).toBe('Ok')
    expect((await ask(`/route/v1/driving/${off}?radiuses=15;`)).body).toMatchObject({
      code: 'NoSegment',
      message: 'Could not find a matching segment for coordinate 0',
    })
  })

  test('without streets there is no answer, and never an estimate', async () => {
    const empty = await openTestApp()
    const url = `/route/v1/driving/${ends}`
    const answer = await empty.inject({ method: 'GET', url, headers: { host: 'localhost' } })
    expect(answer.statusCode).toBe(503)
    expect(answer.json()).toMatchObject({ code: 'DisabledDataset' })
    await empty.close()
  })
})

describe('who may ask as OSRM’s client', () => {
  const url = `/route/v1/driving/${ends}`

  test('everybody on this machine, and nobody else without a token', async () => {
    expect((await ask(url, '127.0.0.1')).status).toBe(200)
    expect(await ask(url, 'beatline.test')).toMatchObject({
      status: 401,
      body: { code: 'InvalidToken' },
    })
  })

  test('people who are signed in', async () => {
    const { cookie } = await town.world.signInAs('planner')
    const headers = { cookie, host: 'beatline.test' }
    expect((await town.world.inject({ method: 'GET', url, headers })).statusCode).toBe(200)
  })

  test('programs elsewhere with the token that was set', async () => {
    const token = 'a-token-nobody-guesses'
    const proxied = await openTestApp({ ROADS_TOKEN: token, HOST: '0.0.0.0' })
    const status = async (path: string, headers = {}) =>
      (await proxied.inject({ method: 'GET', url: path, headers })).statusCode
    // 503: let in, but there are no streets.
    expect(await status(url, { authorization: `Bearer ${token}` })).toBe(503)
    expect(await status(`${url}?token=${token}`)).toBe(503)
    expect(await status(`${url}?token=another`)).toBe(401)
    expect(await status(url)).toBe(401)
    await proxied.close()
  })
})
