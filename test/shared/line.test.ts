import { describe, expect, test } from 'vitest'
import { distanceMetres, type LngLat } from '../../shared/geo.ts'
import { lineMetres, nearestOn, placeAlong } from '../../shared/line.ts'

/** East for about 990 m, then north for about 1,112 m. */
const corner: LngLat = [117.01, 27]
const line: LngLat[] = [[117, 27], corner, [117.01, 27.01]]

describe('along a line', () => {
  test('its length is that of its pieces', () => {
    expect(lineMetres(line)).toBeCloseTo(990.76 + 1111.95, 1)
    expect(lineMetres([[117, 27]])).toBe(0)
    expect(lineMetres([])).toBe(0)
  })

  test('a place is as far from the beginning as was asked, round the corner too', () => {
    for (let metres = 0; metres <= 2100; metres += 70) {
      const { at, from, to } = placeAlong(line, metres)
      const before = from === corner || from[0] === 117.01 ? lineMetres(line.slice(0, 2)) : 0
      expect(before + distanceMetres(from, at)).toBeCloseTo(metres, 1)
      expect(distanceMetres(from, at) + distanceMetres(at, to)).toBeCloseTo(
        distanceMetres(from, to),
        1,
      )
    }
  })

  test('too far is its end, and before it its beginning', () => {
    expect(placeAlong(line, 9_999).at).toEqual([117.01, 27.01])
    expect(placeAlong(line, -1).at).toEqual([117, 27])
    expect(placeAlong([[117, 27]], 5).at).toEqual([117, 27])
    expect(() => placeAlong([], 0)).toThrow(RangeError)
  })

  test('the nearest place to a point beside it is across from the point', () => {
    const { offMetres, alongMetres } = nearestOn(line, [117.0102, 27.005])
    expect(offMetres).toBeCloseTo(19.8, 0)
    expect(alongMetres).toBeCloseTo(990.76 + 555.97, 0)
    expect(nearestOn(line, [116.99, 27]).alongMetres).toBe(0)
    expect(nearestOn([], corner).offMetres).toBe(Infinity)
  })
})
