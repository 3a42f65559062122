import { expect, test } from 'vitest'
import { readPoint } from '../../../client/imports/read-point.ts'

// As PostGIS writes `st_setsrid(st_point(164.99702, 21.99612), 4326)`.
const point = '0101000020E6100000A7AE7C96E79F64403BE466B801FF3540'

test('a stored point is read as its longitude and latitude', () => {
  const [lng, lat] = readPoint(point) ?? []
  expect(lng).toBeCloseTo(164.99702, 9)
  expect(lat).toBeCloseTo(21.99612, 9)
})

test('a line, a point cut short and plain text are no points', () => {
  expect(readPoint(point.replace('01010000', '01020000'))).toBeUndefined()
  expect(readPoint(point.slice(0, -2))).toBeUndefined()
  expect(readPoint('164.99702, 21.99612')).toBeUndefined()
})
