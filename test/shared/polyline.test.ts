import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LngLat } from '../../shared/geo.ts'
import { decodePolyline, encodePolyline } from '../../shared/polyline.ts'

const anywhere: fc.Arbitrary<LngLat> = fc.tuple(
  fc.double({ min: -180, max: 180, noNaN: true }),
  fc.double({ min: -90, max: 90, noNaN: true }),
)

describe('a polyline', () => {
  test('is the text its inventors print for their example', () => {
    const line: LngLat[] = [
      [-120.2, 38.5],
      [-120.95, 40.7],
      [-126.453, 43.252],
    ]
    expect(encodePolyline(line)).toBe('_p~iF~ps|U_ulLnnqC_mqNvxq`@')
    expect(decodePolyline('_p~iF~ps|U_ulLnnqC_mqNvxq`@')).toEqual(line)
  })

  test.each([5, 6] as const)('comes back within half of its %i decimals, anywhere', (digits) => {
    fc.assert(
      fc.property(fc.array(anywhere), (line) => {
        const back = decodePolyline(encodePolyline(line, digits), digits)
        expect(back).toHaveLength(line.length)
        back.forEach(([lng, lat], index) => {
          const half = 0.5 * 10 ** -digits + 1e-12
          expect(Math.abs(lng - (line[index]?.[0] ?? NaN))).toBeLessThanOrEqual(half)
          expect(Math.abs(lat - (line[index]?.[1] ?? NaN))).toBeLessThanOrEqual(half)
        })
      }),
    )
  })

  test('keeps what has no more decimals than it, across the antimeridian and the equator', () => {
    const line: LngLat[] = [
      [179.99999, -0.00001],
      [-180, 0.00001],
      [180, -90],
      [-180, 90],
    ]
    expect(decodePolyline(encodePolyline(line))).toEqual(line)
    expect(decodePolyline(encodePolyline(line, 6), 6)).toEqual(line)
  })

  test('errors do not add up along a long line', () => {
    const line = Array.from({ length: 10_000 }, (_, i): LngLat => [i * 0.0000149, i * 0.0000051])
    const [lng] = decodePolyline(encodePolyline(line)).at(-1) ?? []
    expect(Math.abs((lng ?? NaN) - 9_999 * 0.0000149)).toBeLessThan(0.000006)
  })

  test('is refused when it is cut off, foreign, too long in one number, or off the Earth', () => {
    const whole = encodePolyline([[-120.2, 38.5]])
    expect(() => decodePolyline(whole.slice(0, -1))).toThrow(RangeError)
    expect(() => decodePolyline(`${whole} `)).toThrow(RangeError)
    expect(() => decodePolyline(`${whole}é?`)).toThrow(RangeError)
    expect(() => decodePolyline('~~~~~~~~~~~~?')).toThrow(RangeError)
    expect(() => decodePolyline(encodePolyline([[0, 50]], 6), 5)).toThrow('leaves the Earth')
  })

  test('any text is either decoded or refused by that error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        try {
          for (const [lng, lat] of decodePolyline(text))
            expect(Math.abs(lng) <= 180 && Math.abs(lat) <= 90).toBe(true)
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError)
        }
      }),
    )
  })
})
