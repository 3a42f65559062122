import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Density } from '../../shared/licences.ts'
import type { Retailer } from '../../shared/retailers.ts'
import { addPerson, openTestApp, type SignedIn, type TestApp } from '../support/app.ts'
import { sharedFile } from '../support/shared-data.ts'
import { addArea, addRetailer, addTeam } from '../support/world.ts'

describe('licence density', () => {
  let world: TestApp
  let planner: SignedIn

  beforeEach(async () => {
    world = await openTestApp()
    world.clock.set(new Date('2026-05-20T02:00:00Z'), 1)
    planner = await world.signInAs('planner', { everything: true })
  })
  afterEach(() => world.close())

  const density = async (query = 'kind=cell') =>
    (await planner.get(`/licences/density?${query}`)).json<Density>()
  const counts = async (query?: string) =>
    (await density(query)).areas.map(({ licences }) => licences)
  const addLicence = (
    retailerId: number,
    from: string | null,
    to: string | null,
    status = 'valid',
  ) =>
    world.db
      .insertInto('licence')
      .values({
        retailer_id: retailerId,
        number: `${retailerId}-${from ?? ''}`,
        valid_from: from,
        valid_to: to,
        status,
      })
      .execute()

  test('a ratio on an unknown or empty base is null, and the total leaves such areas out', async () => {
    const peopled = await addArea(world.db, [117, 36, 0.01], {
      population: 2000,
      plannedLicences: 5,
    })
    const empty = await addArea(world.db, [118, 36, 0.01], { population: 0 })
    const unknown = await addArea(world.db, [119, 36, 0.01])
    for (const areaId of [peopled, peopled, peopled, empty, unknown, unknown])
      await addRetailer(world.db, [117, 36], { areaId })

    const { areas, total, outside, asOf } = await density()
    expect(asOf).toBe('2026-05-20')
    expect(areas.map((area) => [area.areaId, area.licences, area.perThousand])).toEqual([
      [peopled, 3, 1.5],
      [empty, 1, null],
      [unknown, 2, null],
    ])
    expect(areas[0]).toMatchObject({ planned: 5, remaining: 2 })
    expect(areas[1]).toMatchObject({ planned: null, remaining: null })
    expect(total).toMatchObject({ licences: 6, population: 2000, perThousand: 1.5 })
    expect(total.perKm2).toBeCloseTo(6 / areas.reduce((sum, { km2 }) => sum + km2, 0), 12)
    // A hundredth of a degree square at 36° north: 111.0 km × cos 36° × 111.0 km per square degree.
    expect(areas[0]?.km2).toBeCloseTo(1.0, 2)
    expect(outside).toBe(0)
  })

  test('without any area there is nothing, and every shop is outside', async () => {
    await addRetailer(world.db, [117, 36])
    expect(await density()).toEqual({
      asOf: '2026-05-20',
      areas: [],
      total: { licences: 0, population: null, km2: 0, perThousand: null, perKm2: null },
      outside: 1,
    })
  })

  test('licences count on the days they are valid, at most one per shop', async () => {
    const areaId = await addArea(world.db, [117, 36, 1], { population: 1000 })
    const at: [number, number] = [117.5, 36.5]
    const renewed = await addRetailer(world.db, at, { areaId })
    await addLicence(renewed, '2015-01-01', '2019-12-31', 'expired')
    await addLicence(renewed, '2019-06-01', '2024-05-31', 'expired')
    await addLicence(renewed, '2025-01-01', null)
    const on = async (day: string) => (await counts(`kind=cell&asOf=${day}`))[0]
    expect(await on('2014-12-31')).toBe(0)
    expect(await on('2015-01-01')).toBe(1)
    expect(await on('2019-08-01')).toBe(1)
    expect(await on('2024-05-31')).toBe(1)
    expect(await on('2024-06-01')).toBe(0)
    expect(await on('2026-05-20')).toBe(1)
    expect((await planner.get('/licences/density?kind=cell&asOf=2026-13-01')).statusCode).toBe(400)
  })

  test('cancelled and suspended licences do not count; a shop without licence rows counts while active', async () => {
    const areaId = await addArea(world.db, [117, 36, 1], { population: 1000 })
    const at: [number, number] = [117.5, 36.5]
    for (const status of ['cancelled', 'suspended', 'expired'])
      await addLicence(await addRetailer(world.db, at, { areaId }), '2020-01-01', null, status)
    for (const status of ['active', 'suspended', 'closed'])
      await addRetailer(world.db, at, { areaId, status })
    expect(await counts()).toEqual([1])
  })

  test('a shop counts once per kind: by its own area, that area’s parents, or the boundary that covers it', async () => {
    const city = await addArea(world.db, [117, 36, 2], { kind: 'city' })
    const west = await addArea(world.db, [117, 36, 1], { kind: 'district', parentId: city })
    const east = await addArea(world.db, [118, 36, 1], { kind: 'district', parentId: city })
    const cell = await addArea(world.db, [117, 36, 0.5], { kind: 'cell', parentId: west })
    // Assigned to the western cell although its point lies in the east: what was assigned stands.
    await addRetailer(world.db, [118.5, 36.5], { areaId: cell })
    // On the border of both districts, of no cell: the lower id has it.
    await addRetailer(world.db, [118, 36.5])
    await addRetailer(world.db, [118.2, 36.5])
    await addRetailer(world.db, [100, 10])
    const byArea = async (kind: string) => {
      const { areas, outside } = await density(`kind=${kind}`)
      return [...areas.map(({ areaId, licences }) => [areaId, licences]), ['outside', outside]]
    }
    expect(await byArea('cell')).toEqual([
      [cell, 1],
      ['outside', 3],
    ])
    expect(await byArea('district')).toEqual([
      [west, 2],
      [east, 1],
      ['outside', 1],
    ])
    expect(await byArea('city')).toEqual([
      [city, 3],
      ['outside', 1],
    ])
    expect(await byArea('station')).toEqual([['outside', 4]])
  })

  test('open reports count in their area, settled ones do not', async () => {
    const areaId = await addArea(world.db, [117, 36, 1])
    for (const status of ['submitted', 'assigned', 'verified', 'closed', 'rejected', 'duplicate'])
      await sql`insert into report (code, channel, kind, geom, status)
        values (${status}, 'public', 'other', ST_SetSRID(ST_MakePoint(117.5, 36.5), 4326), ${status})`.execute(
        world.db,
      )
    const { areas } = await density()
    expect(areas.map((area) => [area.areaId, area.openReports])).toEqual([[areaId, 3]])
  })

  test('the list of shops outside shows licensed ones of the own scope', async () => {
    const team = await addTeam(world.db)
    const managerId = await addPerson(world.db, 'customer-manager', { teamId: team })
    const area = await addArea(world.db, [117, 36, 1])
    await addRetailer(world.db, [117.5, 36.5], { areaId: area, managerId })
    const ours = await addRetailer(world.db, [100, 10], { managerId })
    const theirs = await addRetailer(world.db, [101, 10])
    await addRetailer(world.db, [102, 10], { status: 'closed', managerId })
    const outside = async (by: SignedIn) =>
      (await by.get('/licences/outside?kind=cell')).json<Retailer[]>().map(({ id }) => id)
    expect(await outside(planner)).toEqual([ours, theirs])
    expect(await outside(await world.signInAs('manager', { teamId: team }))).toEqual([ours])
  })

  test('the rules in force are the newest that have begun', async () => {
    const rules = { spacingMetres: { urban: 50 }, schoolMetres: { primary: 80 } }
    for (const [name, valid_from] of [
      ['2020 版', '2020-01-01'],
      ['2027 版', '2027-01-01'],
      ['2024 版', '2024-01-01'],
    ] as const)
      await world.db
        .insertInto('rule_set')
        .values({ name, valid_from, source_text: '第五条', rules: JSON.stringify(rules) })
        .execute()
    const on = async (query: string) =>
      (await planner.get(`/licences/rules${query}`)).json<object>()
    expect(await on('')).toMatchObject({ name: '2024 版', validFrom: '2024-01-01', rules })
    expect(await on('?day=2027-01-01')).toMatchObject({ name: '2027 版' })
    expect(await on('?day=2019-12-31')).toBeNull()
  })

  test('schools come with their gates', async () => {
    const { rows } = await sql<{ id: number }>`
      insert into sensitive_place (code, name, kind, geom, source_lng, source_lat)
      values ('s1', '实验小学', 'primary', ST_SetSRID(ST_MakePoint(117.1, 36.1), 4326), 117.1, 36.1)
      returning id`.execute(world.db)
    const id = rows[0]?.id
    await sql`insert into sensitive_place_gate (place_id, geom)
      values (${id}, ST_SetSRID(ST_MakePoint(117.101, 36.1), 4326))`.execute(world.db)
    const answer = await planner.get('/places.geojson')
    expect(answer.json<GeoJSON.FeatureCollection>().features).toEqual([
      {
        type: 'Feature',
        id,
        geometry: { type: 'Point', coordinates: [117.1, 36.1] },
        properties: {
          id,
          kind: 'primary',
          name: '实验小学',
          nameEn: null,
          gates: [[117.101, 36.1]],
        },
      },
    ])
    expect(answer.headers.etag).toMatch(/^W\/"/)
  })
})

const tiny = sharedFile('reference/tiny.json')
interface Tiny {
  lattice: { rows: number; cols: number; count: number[]; population: number[] }
  density: {
    per_1000_residents: (number | null)[]
    per_km2: number[]
    total_per_1000_excluding_zero_pop_areas: number
  }
}

describe('the reference lattice', () => {
  test.skipIf(!tiny)('densities of its twelve square kilometres match to 1e-9', async () => {
    const { lattice, density: expected } = JSON.parse(String(tiny)) as Tiny
    const world = await openTestApp()
    const planner = await world.signInAs('planner', { everything: true })
    for (let index = 0; index < lattice.rows * lattice.cols; index += 1) {
      const west = 117 + 0.02 * (index % lattice.cols)
      const south = 36 + 0.02 * Math.floor(index / lattice.cols)
      const id = await addArea(world.db, [west, south, 0.01], {
        population: lattice.population[index] ?? null,
      })
      await makeSquareKilometre(world, id, west, south)
      for (let shop = 0; shop < (lattice.count[index] ?? 0); shop += 1)
        await addRetailer(world.db, [west + 0.005, south + 0.005])
    }

    const { areas, total, outside } = (
      await planner.get('/licences/density?kind=cell')
    ).json<Density>()

    expect(outside).toBe(0)
    expect(areas).toHaveLength(12)
    areas.forEach((area, index) => {
      const perThousand = expected.per_1000_residents[index]
      if (perThousand === null) expect(area.perThousand).toBeNull()
      else expect(area.perThousand).toBeCloseTo(perThousand ?? NaN, 9)
      expect(area.perKm2).toBeCloseTo(expected.per_km2[index] ?? NaN, 9)
    })
    expect(total.perThousand).toBeCloseTo(expected.total_per_1000_excluding_zero_pop_areas, 9)
    await world.close()
  })

  /** Moves the northern edge until the cell has one square kilometre on the ellipsoid. */
  async function makeSquareKilometre(world: TestApp, id: number, west: number, south: number) {
    let height = 0.01
    for (let round = 0; round < 8; round += 1) {
      const { rows } = await sql<{ km2: number }>`
        update area set geom = ST_Multi(ST_MakeEnvelope(${west}, ${south}, ${west + 0.011}, ${south + height}, 4326))
        where id = ${id} returning ST_Area(geom::geography) / 1e6 as km2`.execute(world.db)
      const km2 = rows[0]?.km2 ?? NaN
      if (Math.abs(km2 - 1) < 1e-11) return
      height /= km2
    }
  }
})
