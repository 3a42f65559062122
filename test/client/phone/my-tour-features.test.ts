import { expect, test } from 'vitest'
import { legLines } from '../../../shared/leg-lines.ts'
import { myTourFeatures } from '../../../client/phone/my-tour-features.ts'
import { stopAt, tourOf } from '../planning/plan-of.ts'

test('the way to the next stop stands out, what is behind does not, and the way home is ahead', () => {
  const tour = tourOf(1, [stopAt(1, 114.01, 'done'), stopAt(2, 114.02), stopAt(3, 114.03)])
  const stops = tour.stops.map((stop) => ({ ...stop, waiting: false }))
  const { features } = myTourFeatures({
    stops,
    legs: legLines(tour),
    shown: 2,
    me: [114.01, 30],
  })
  const legs = features.filter(({ geometry }) => geometry.type === 'LineString')
  const look = { kind: 'leg', estimated: true, behind: false, shown: false }
  expect(legs.map(({ properties }) => properties)).toEqual([
    { ...look, behind: true },
    { ...look, shown: true },
    look,
    look,
  ])
  expect(features.at(-1)).toMatchObject({ properties: { kind: 'me' } })
})
