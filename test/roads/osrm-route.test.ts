import { describe, expect, test } from 'vitest'
import { distanceMetres, type LngLat } from '../../shared/geo.ts'
import { decodePolyline, encodePolyline } from '../../shared/polyline.ts'
import { simplifyLine } from '../../server/roads/osrm/simplify-line.ts'
import { eachFileHasOsrm, ends, list, type OsrmLeg } from './support/ask-osrm.ts'
import { corner } from './support/write-town.ts'

const { ask } = eachFileHasOsrm()

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
    const { steps, duration, distance } = body.routes[0]?.legs[0] as OsrmLeg
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
