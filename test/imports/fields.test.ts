import { describe, expect, test } from 'vitest'
import type { Geometry } from 'geojson'
import { geometryToWgs84, toWgs84 } from '../../server/imports/fields/datum.ts'
import type { ParseContext } from '../../server/imports/fields/field.ts'
import { parseGeometry } from '../../server/imports/fields/parse-geometry.ts'
import { parseWhole, readNumber } from '../../server/imports/fields/parse-number.ts'
import { parseRow } from '../../server/imports/fields/parse-row.ts'
import { parseList } from '../../server/imports/fields/parse-text.ts'
import { parseDay, parseInstant, parseTimeOfDay } from '../../server/imports/fields/parse-time.ts'
import { guessMapping } from '../../server/imports/guess-mapping.ts'
import { kinds } from '../../server/imports/kinds/all-kinds.ts'
import { sharedFile } from '../support/shared-data.ts'

const shanghai: ParseContext = { timeZone: 'Asia/Shanghai', datum: 'WGS-84', extent: null }
const newYork: ParseContext = { ...shanghai, timeZone: 'America/New_York' }

describe('a number', () => {
  test.each([
    ['1234', 1234],
    ['１，２３４．５', 1234.5],
    ['1,234,567', 1_234_567],
    ['12,3456', 123_456],
    ['-73.9', -73.9],
    ['+.5', 0.5],
    ['1e3', 1000],
    ['23072.0', 23_072],
  ])('is read from %s', (text, value) => {
    expect(readNumber(text)).toBe(value)
  })
  test.each(['', 'abc', '1,2', '--1', '1.2.3', 'NaN', 'Infinity', '0x10', '.'])(
    'is not read from "%s"',
    (text) => {
      expect(readNumber(text)).toBeUndefined()
    },
  )
  test('of a tier may bear its unit, and stays within its limits', () => {
    const tier = parseWhole(1, 30)
    expect(tier('15档', shanghai)).toEqual({ value: 15 })
    expect(tier('31', shanghai)).toEqual({ refusal: 'number-out-of-range' })
    expect(tier('1.5', shanghai)).toEqual({ refusal: 'value-invalid' })
  })
})

describe('a day', () => {
  test.each([
    '2026-03-01',
    '2026/3/1',
    '2026.3.1',
    '2026年3月1日',
    '20260301',
    '46082',
    '2026-03-01 23:59:59',
  ])('is read from %s', (text) => {
    expect(parseDay(text, shanghai)).toEqual({ value: '2026-03-01' })
  })
  test.each(['2026-02-29', '2026-13-01', '1', 'yesterday', '2026-03-01 25:00'])(
    'is not read from %s',
    (text) => {
      expect(parseDay(text, shanghai)).toEqual({ refusal: 'date-invalid' })
    },
  )
})

describe('an instant', () => {
  test.each([
    ['2007-01-02 00:00:00', newYork, '2007-01-02T05:00:00.000Z'],
    ['2007-07-02 00:00:00', newYork, '2007-07-02T04:00:00.000Z'],
    // The clocks go forward at 02:00 and back at 02:00.
    ['2026-03-08 01:30', newYork, '2026-03-08T06:30:00.000Z'],
    ['2026-03-08 12:00', newYork, '2026-03-08T16:00:00.000Z'],
    ['2026-11-01 12:00', newYork, '2026-11-01T17:00:00.000Z'],
    ['2026年3月1日 8时5分', shanghai, '2026-03-01T00:05:00.000Z'],
    ['2026-03-01T08:30:00+08:00', newYork, '2026-03-01T00:30:00.000Z'],
    ['2026-03-01T00:30:00.250Z', shanghai, '2026-03-01T00:30:00.250Z'],
    ['46082.5', shanghai, '2026-03-01T04:00:00.000Z'],
  ])('is read from %s', (text, context, value) => {
    expect(parseInstant(text, context)).toEqual({ value })
  })
  test('of the day is written with two digits each', () => {
    expect(parseTimeOfDay('8:30', shanghai)).toEqual({ value: '08:30' })
    expect(parseTimeOfDay('24:00', shanghai)).toEqual({ refusal: 'date-invalid' })
  })
})

test('a list is JSON or separated by the marks people use', () => {
  expect(parseList('["A1","A2"]', shanghai)).toEqual({ value: ['A1', 'A2'] })
  expect(parseList('A1、A2; A3', shanghai)).toEqual({ value: ['A1', 'A2', 'A3'] })
})

describe('a pair in a Chinese datum', () => {
  test('comes back to WGS 84 within 20 cm, by golden values of Beijing', () => {
    const [gcjLng, gcjLat] = toWgs84([116.41364225378803, 39.90560334316507], 'GCJ-02')
    expect(gcjLng).toBeCloseTo(116.4074, 6)
    expect(gcjLat).toBeCloseTo(39.9042, 6)
    const [bdLng, bdLat] = toWgs84([116.42004633029816, 39.91186533561899], 'BD-09')
    expect(bdLng).toBeCloseTo(116.4074, 5)
    expect(bdLat).toBeCloseTo(39.9042, 5)
  })
  test('stays as it is in CGCS2000', () => {
    expect(toWgs84([116.4, 39.9], 'CGCS2000')).toEqual([116.4, 39.9])
  })

  const golden = sharedFile('reference/gcoord_cities.json')
  test.skipIf(!golden)('equals the reference of every city', () => {
    const { cities } = JSON.parse(golden?.toString() ?? '{}') as {
      cities: Record<string, { gcj02: [number, number]; gcj02_back_to_wgs84: [number, number] }>
    }
    expect(Object.keys(cities).length).toBeGreaterThan(5)
    for (const { gcj02, gcj02_back_to_wgs84: wgs84 } of Object.values(cities))
      expect(toWgs84(gcj02, 'GCJ-02')).toEqual(wgs84)
  })

  test('is shifted once, also where a ring shares its first and last vertex, and the original stays', () => {
    const vertex = [116, 39]
    const ring = {
      type: 'Polygon',
      coordinates: [[vertex, [116.1, 39], [116.1, 39.1], vertex]],
    } satisfies Geometry
    const copy = structuredClone(ring)
    const { coordinates } = geometryToWgs84(ring, 'GCJ-02')
    expect(coordinates[0]?.[0]).toEqual(toWgs84([116, 39], 'GCJ-02'))
    expect(coordinates[0]?.at(-1)).toEqual(coordinates[0]?.[0])
    expect(ring).toEqual(copy)
  })
})

test('a geometry that the database could not read is refused before', () => {
  const parse = parseGeometry(['Polygon', 'MultiPolygon'])
  for (const text of [
    '{',
    '{"type":"Point","coordinates":[1,2]}',
    '{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}',
    '{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}',
    '{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,200],[0,0]]]}',
    '{"type":"Polygon","coordinates":[[[0,0],[1,"x"],[1,1],[0,0]]]}',
    '{"type":"Polygon","coordinates":[]}',
  ])
    expect(parse(text, shanghai), text).toEqual({ refusal: 'geometry-invalid' })
})

describe('columns', () => {
  test('of a bureau are known by their Chinese names, however they are spaced', () => {
    const columns = [
      '客户编码',
      ' 店 名',
      '经营地址',
      '经度',
      '纬度',
      '档位',
      '业态',
      '客户经理编码',
      '许可证号',
      '有效期至',
    ]
    expect(guessMapping(kinds.retailers, columns)).toEqual({
      code: ['客户编码'],
      name: [' 店 名'],
      address: ['经营地址'],
      lng: ['经度'],
      lat: ['纬度'],
      tier: ['档位'],
      format: ['业态'],
      managerCode: ['客户经理编码'],
      licenceNo: ['许可证号'],
      licenceTo: ['有效期至'],
    })
  })
  test('with a permit number alone give both the code and the permit', () => {
    expect(guessMapping(kinds.retailers, ['许可证编号', '企业名称'])).toEqual({
      code: ['许可证编号'],
      name: ['企业名称'],
      licenceNo: ['许可证编号'],
    })
  })
  test('that mean nothing are left alone', () => {
    expect(guessMapping(kinds.retailers, ['zip', 'county'])).toEqual({})
  })
  test.each(Object.values(kinds))(
    'of $name have canonical names that are always recognised',
    (kind) => {
      const names = kind.fields.map(({ name }) => name)
      expect(guessMapping(kind, names)).toEqual(
        Object.fromEntries(names.map((name) => [name, [name]])),
      )
    },
  )
})

describe('a shop', () => {
  const mapping = { code: ['code'], lng: ['x'], lat: ['y'], format: ['f'] }
  const parse = (cells: Record<string, string>, context = shanghai) =>
    parseRow(kinds.retailers, mapping, cells, context)

  test('with its pair the wrong way round is refused, by the range or by where the territory lies', () => {
    expect(parse({ code: 'A', x: '39.9', y: '116.4' }).problems).toMatchObject([
      { code: 'coordinates-swapped' },
    ])
    const nearNewYork = {
      ...newYork,
      extent: [-74.3, 40.4, -73.6, 41] as [number, number, number, number],
    }
    expect(parse({ code: 'A', x: '40.7', y: '-73.9' }, nearNewYork).problems).toMatchObject([
      { code: 'coordinates-swapped' },
    ])
    expect(parse({ code: 'A', x: '-73.9', y: '40.7' }, nearNewYork).problems).toEqual([])
  })
  test('at 0, 0, beyond the Earth, or with half a pair is refused', () => {
    expect(parse({ code: 'A', x: '0', y: '0' }).problems).toMatchObject([
      { code: 'coordinates-invalid' },
    ])
    expect(parse({ code: 'A', x: '200', y: '40' }).problems).toMatchObject([
      { code: 'coordinates-invalid' },
    ])
    expect(parse({ code: 'A', x: '100', y: '' }).problems).toMatchObject([
      { code: 'coordinates-missing' },
    ])
    expect(parse({ code: 'A', x: '100', y: 'north' }).problems).toMatchObject([
      { code: 'coordinates-invalid' },
    ])
  })
  test('of a format nobody knows becomes other, with its own words kept and a remark', () => {
    const { record, problems } = parse({ code: 'A', x: '1', y: '1', f: '渔具店' })
    expect(record).toMatchObject({ format: 'other', format_text: '渔具店' })
    expect(problems).toEqual([{ code: 'value-unknown', field: 'format', value: '渔具店' }])
    expect(parse({ code: 'A', x: '1', y: '1', f: '食杂店' }).record).toMatchObject({
      format: 'grocery',
    })
  })
  test('keeps the pair as it was beside the converted one', () => {
    const { record } = parse(
      { code: 'A', x: '116.41364225378803', y: '39.90560334316507' },
      { ...shanghai, datum: 'GCJ-02' },
    )
    expect(record).toMatchObject({
      source_datum: 'GCJ-02',
      source_lng: 116.41364225378803,
      source_lat: 39.90560334316507,
    })
    expect(record['geom']).toMatch(/^SRID=4326;POINT\(116\.40740000081\d+ 39\.90420000057\d+\)$/)
  })
})
