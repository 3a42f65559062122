import { expect, test } from 'vitest'
import { compareTours, type ComparedTour } from '../../../../shared/compare-tours.ts'
import { touchedBy } from '../../../../client/planning/review/touched-people.ts'

const tour = (personId: number, ...shops: number[]): ComparedTour => ({
  ...{ personId, metres: 0, travelSeconds: 0, endsAt: null },
  stops: shops.map((retailerId) => ({
    ...{ retailerId, name: null, address: null },
    arrivesAt: '2026-03-02T01:00:00Z',
  })),
})

test('giving a tour back names whose stops come and go, and what leaves the tours', () => {
  const before = [tour(1, 10, 11, 12), tour(2, 20, 21), tour(3, 30)]
  const after = [tour(1, 10, 20, 40), tour(2, 21, 11), tour(3, 30, 12)]
  const [one, two, three] = compareTours(before, after)
  expect(one && touchedBy(one)).toEqual({
    from: [
      { personId: 2, stops: 1 },
      { personId: 3, stops: 1 },
    ],
    to: [{ personId: 2, stops: 1 }],
    leftOut: 1,
  })
  expect(two && touchedBy(two)).toMatchObject({
    from: [{ personId: 1, stops: 1 }],
    to: [{ personId: 1, stops: 1 }],
    leftOut: 0,
  })
  expect(three && touchedBy(three)).toEqual({
    ...{ from: [], to: [{ personId: 1, stops: 1 }], leftOut: 0 },
  })
})
