import { expect, test } from 'vitest'
import { changeQuery, keepInQuery } from '../../client/lib/query.ts'

test('an address keeps what is not changed and stays readable', () => {
  expect(changeQuery('?team=3&day=2026-03-02', { sel: 'stop:88,91' })).toBe(
    '?team=3&day=2026-03-02&sel=stop:88,91',
  )
})

test('a parameter set to undefined goes, and the last one takes the question mark along', () => {
  expect(changeQuery('?sel=area:1', { sel: undefined })).toBe('')
})

test('text that people write survives the address', () => {
  const search = changeQuery('', { q: '汉阳 & 烟酒=“100%”' })
  expect(new URLSearchParams(search).get('q')).toBe('汉阳 & 烟酒=“100%”')
})

test('only what belongs to every screen goes along to the next', () => {
  expect(keepInQuery('?team=3&q=x&day=2026-03-02&sel=area:1', ['team', 'day'])).toBe(
    '?team=3&day=2026-03-02',
  )
})
