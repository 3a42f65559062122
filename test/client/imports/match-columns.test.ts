import { expect, test } from 'vitest'
import {
  chooseColumn,
  isGuessed,
  missingFields,
  sampleValues,
  unusedColumns,
} from '../../../client/imports/match-columns.ts'

const fields = [
  { name: 'code', required: true },
  { name: 'name', required: false },
  { name: 'kind', required: true },
]

test('a column takes the place of another, joins it, and is taken out again', () => {
  const one = chooseColumn({}, 'address', 0, 'Street')
  expect(one).toEqual({ address: ['Street'] })
  const two = chooseColumn(one, 'address', 1, 'House')
  expect(two).toEqual({ address: ['Street', 'House'] })
  expect(chooseColumn(two, 'address', 0, 'Road')).toEqual({ address: ['Road', 'House'] })
  expect(chooseColumn(two, 'address', 0, '')).toEqual({ address: ['House'] })
  expect(one).toEqual({ address: ['Street'] })
})

test('a field whose last column is taken out is not mapped at all', () => {
  expect(chooseColumn({ code: ['Id'], name: ['Name'] }, 'code', 0, '')).toEqual({ name: ['Name'] })
})

test('required fields without a column are missing', () => {
  expect(missingFields(fields, { code: ['Id'] }).map(({ name }) => name)).toEqual(['kind'])
  expect(missingFields(fields, { code: ['Id'], kind: ['Type'] })).toEqual([])
})

test('columns that no field uses are told', () => {
  expect(unusedColumns(['Id', 'A', 'B'], { code: ['Id'], name: ['B'] })).toEqual(['A'])
})

test('samples join the columns as the import will, and leave out what is empty or repeated', () => {
  const sample = [
    { street: 'Broadway', house: '12' },
    { street: ' Broadway ', house: '12' },
    { street: '', house: '' },
    { street: 'Canal St', house: '' },
  ]
  expect(sampleValues(sample, ['house', 'street'])).toEqual(['12 Broadway', 'Canal St'])
})

test('a choice counts as guessed only while it is the guess', () => {
  const guess = { name: ['Shop'] }
  expect(isGuessed(guess, { name: ['Shop'] }, 'name')).toBe(true)
  expect(isGuessed(guess, { name: ['Shop', 'Owner'] }, 'name')).toBe(false)
  expect(isGuessed({}, { name: ['Shop'] }, 'name')).toBe(false)
})
