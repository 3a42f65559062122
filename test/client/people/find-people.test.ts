import { expect, test } from 'vitest'
import { findPeople, groupByTeam } from '../../../client/people/find-people.ts'
import type { Person } from '../../../shared/people.ts'

const person = (id: number, change: Partial<Person>): Person => ({
  id,
  code: `M${id}`,
  name: '林舟',
  nameEn: null,
  role: 'customer-manager',
  teamId: 1,
  login: null,
  companionId: null,
  active: true,
  start: null,
  shiftStart: '08:30',
  shiftEnd: '17:30',
  ...change,
})
const people = [
  person(1, { name: '林舟', nameEn: 'Lin Zhou', login: 'linzhou' }),
  person(2, { name: '陈溪', teamId: 2 }),
  person(3, { name: '周岚', active: false, teamId: null }),
]
const idsOf = (found: readonly Person[]) => found.map(({ id }) => id)

test('people are found by name, English name, code or login, whatever the case', () => {
  expect(idsOf(findPeople(people, '舟', false))).toEqual([1])
  expect(idsOf(findPeople(people, ' ZHOU', false))).toEqual([1])
  expect(idsOf(findPeople(people, 'm2', false))).toEqual([2])
  expect(idsOf(findPeople(people, '', false))).toEqual([1, 2])
})

test('those who left are found only when asked for', () => {
  expect(findPeople(people, '周岚', false)).toEqual([])
  expect(idsOf(findPeople(people, '周岚', true))).toEqual([3])
})

test('people are listed by team, those in none last, empty teams not at all', () => {
  const groups = groupByTeam(people, [2, 1, 9])
  expect(groups.map(({ teamId, people }) => [teamId, idsOf(people)])).toEqual([
    [2, [2]],
    [1, [1]],
    [null, [3]],
  ])
})
