import { expect, test } from 'vitest'
import { readPersonDay } from '../../../client/positions/read-day.ts'
import { tourFeatures } from '../../../client/positions/tour-features.ts'
import type { Person } from '../../../shared/people.ts'
import { stopAt, tourOf } from '../planning/plan-of.ts'

const person: Person = {
  ...{ id: 1, code: 'P1', name: 'somebody', nameEn: null, role: 'customer-manager', teamId: 1 },
  companionId: null,
  ...{ login: null, active: true, start: null, shiftStart: '08:30', shiftEnd: '17:30' },
}

test('legs to stops that were reached are behind, the others and the way home ahead', () => {
  const along = { line: '??_ibE?', seconds: 60, metres: 100 }
  const tour = {
    ...tourOf(1, [stopAt(1, 114.01, 'done'), stopAt(2, 114.02, 'open'), stopAt(3, 114.03)]),
    home: along,
  }
  const day = readPersonDay(person, tour, undefined, Date.parse('2026-03-02T01:00:00Z'))
  const legs = tourFeatures(day, '#123456').features.filter(
    ({ geometry }) => geometry.type === 'LineString',
  )
  expect(legs.map(({ properties }) => properties)).toEqual([
    { hue: '#123456', estimated: true, behind: true },
    { hue: '#123456', estimated: true, behind: true },
    { hue: '#123456', estimated: true, behind: false },
    { hue: '#123456', estimated: false, behind: false },
  ])
})

test('nobody chosen is nothing drawn', () => {
  expect(tourFeatures(undefined, '').features).toEqual([])
})
