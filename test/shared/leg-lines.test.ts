import { describe, expect, test } from 'vitest'
import { legLines } from '../../shared/leg-lines.ts'
import { LEG_DIGITS } from '../../shared/planning.ts'
import { encodePolyline } from '../../shared/polyline.ts'
import { stopAt, tourOf } from '../client/planning/plan-of.ts'

const along = {
  line: encodePolyline(
    [
      [114, 30.001],
      [114.01, 30.001],
    ],
    LEG_DIGITS,
  ),
  seconds: 60,
  metres: 1200,
}
const straight = { line: null, seconds: 60, metres: 1300 }
const tour = {
  ...tourOf(1, [
    { ...stopAt(1, 114.01), leg: along },
    { ...stopAt(2, 114.02), leg: straight },
  ]),
  home: along,
}

describe('the legs of a tour as they are drawn', () => {
  test('lead along streets from door to door, and home in the end', () => {
    expect(legLines(tour)).toEqual([
      {
        coordinates: [
          [114, 30],
          [114, 30.001],
          [114.01, 30.001],
          [114.01, 30],
        ],
        estimated: false,
      },
      {
        coordinates: [
          [114.01, 30],
          [114.02, 30],
        ],
        estimated: true,
      },
      {
        coordinates: [
          [114.02, 30],
          [114, 30.001],
          [114.01, 30.001],
          [114, 30],
        ],
        estimated: false,
      },
    ])
  })

  test('are none without stops', () => {
    expect(legLines(tourOf(1, []))).toEqual([])
  })
})
