import { expect, test } from 'vitest'
import { compareTours, type ComparedTour } from '../../shared/compare-tours.ts'

const at = (time: string) => `2026-03-02T${time}:00.000Z`

/** `1 09:00, 2 09:30` of a person. */
function tourOf(personId: number, line: string): ComparedTour {
  const stops = line.split(', ').flatMap((part) => {
    const [shop, time] = part.split(' ')
    return shop && time
      ? [{ retailerId: Number(shop), name: null, address: null, arrivesAt: at(time) }]
      : []
  })
  return { personId, stops, metres: 0, travelSeconds: 0, endsAt: null }
}

/** `3 from 8, 4 gone to 8, 1 09:00→09:20` */
const inWords = (tours: ReturnType<typeof compareTours>) =>
  tours.map(({ personId, stops }) => {
    const changes = stops.map(({ retailerId, before, after, otherPersonId }) => {
      const other = otherPersonId === null ? '' : String(otherPersonId)
      if (before === null) return `${String(retailerId)} from ${other}`.trim()
      if (after === null) return `${String(retailerId)} gone to ${other}`.trim()
      return `${String(retailerId)} ${before.slice(11, 16)}→${after.slice(11, 16)}`
    })
    return `${String(personId)}: ${changes.join(', ')}`
  })

test('a stop given to somebody else is news for both, one dropped or added for one', () => {
  const before = [tourOf(7, '1 09:00, 2 09:30, 3 10:00'), tourOf(8, '4 09:00')]
  const after = [tourOf(7, '1 09:00, 5 10:00'), tourOf(8, '4 09:00, 2 09:30')]
  expect(inWords(compareTours(before, after))).toEqual([
    '7: 2 gone to 8, 5 from, 3 gone to',
    '8: 2 from 7',
  ])
})

test('five minutes are no news, six are', () => {
  const before = [tourOf(7, '1 09:00, 2 09:30')]
  const after = [tourOf(7, '1 09:05, 2 09:36')]
  expect(inWords(compareTours(before, after))).toEqual(['7: 2 09:30→09:36'])
})

test('the same tours change nothing, and who has no stops in either is not named', () => {
  const tours = [tourOf(7, '1 09:00'), tourOf(9, '')]
  expect(inWords(compareTours(tours, tours))).toEqual(['7: '])
  expect(inWords(compareTours([], tours))).toEqual(['7: 1 from'])
})
