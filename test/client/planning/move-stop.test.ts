import { describe, expect, test } from 'vitest'
import {
  cheapestPlace,
  placeForDrop,
  placeForStep,
  withStopMoved,
} from '../../../client/planning/move-stop.ts'
import type { Tour } from '../../../shared/planning.ts'
import { planOf, stopAt, tourOf } from './plan-of.ts'

const east = tourOf(1, [stopAt(11, 114.01), stopAt(12, 114.02), stopAt(13, 114.03)])
const west = tourOf(2, [stopAt(21, 113.99), stopAt(22, 113.98)])
const plan = planOf(east, west)
const orders = (tours: typeof plan.tours) => tours.map(({ stops }) => stops.map(({ id }) => id))

describe('a stop moved by hand', () => {
  test('takes its place among the others, who close up and are numbered anew', () => {
    const moved = withStopMoved(plan, 11, { tourId: 2, position: 1 })
    expect(orders(moved.tours)).toEqual([
      [12, 13],
      [21, 11, 22],
    ])
    expect(moved.tours[1]?.stops.map(({ position }) => position)).toEqual([0, 1, 2])
  })

  test('returns to where it was when its old place is asked for', () => {
    const there = withStopMoved(plan, 12, { tourId: 1, position: 0 })
    const back = withStopMoved(there, 12, { tourId: 1, position: 1 })
    expect(back).toEqual(plan)
  })

  test('dropped further down its own tour lands before the stop it was dropped on', () => {
    const place = placeForDrop(east, 2, 11)
    expect(orders(withStopMoved(plan, 11, place).tours)[0]).toEqual([12, 11, 13])
  })

  test('dropped at the end becomes the last', () => {
    const place = placeForDrop(east, 3, 11)
    expect(orders(withStopMoved(plan, 11, place).tours)[0]).toEqual([12, 13, 11])
  })

  test('is not dropped before what has been visited', () => {
    const begun = tourOf(1, [stopAt(11, 114.01, 'done'), stopAt(12, 114.02), stopAt(13, 114.03)])
    expect(placeForDrop(begun, 0, 13)).toEqual({ tourId: 1, position: 1 })
  })

  test('is not sent before it either, even where the detour would be least', () => {
    // From the start to the east and then north: the shop lies on the first leg.
    const north = { ...stopAt(12, 114.02), at: [114.02, 30.02] as [number, number] }
    const onFirstLeg: [number, number] = [114.01, 29.999]
    const fresh = tourOf(1, [stopAt(11, 114.02), north])
    const begun = tourOf(1, [stopAt(11, 114.02, 'done'), north])
    expect(cheapestPlace(fresh, onFirstLeg).position).toBe(0)
    expect(cheapestPlace(begun, onFirstLeg).position).toBe(2)
  })
})

describe('a step by key', () => {
  test('goes one earlier or later, and nowhere past the ends', () => {
    expect(placeForStep(plan, 12, 'earlier')).toEqual({ tourId: 1, position: 0 })
    expect(placeForStep(plan, 12, 'later')).toEqual({ tourId: 1, position: 2 })
    expect(placeForStep(plan, 11, 'earlier')).toBeUndefined()
    expect(placeForStep(plan, 13, 'later')).toBeUndefined()
  })

  test('to the next person goes where the detour is least', () => {
    // The stop lies east of the start and the western tour goes out and back: first or last costs the same.
    const place = placeForStep(plan, 11, 'next-person')
    expect(place?.tourId).toBe(2)
    expect([0, 2]).toContain(place?.position)
    expect(placeForStep(plan, 11, 'previous-person')).toBeUndefined()
  })
})

describe('until the server answers', () => {
  const leg = { line: 'a line', seconds: 60, metres: 100 }
  const [west, east] = [stopAt(11, 113.99), stopAt(12, 113.98)].map((stop) => ({ ...stop, leg }))
  if (!west || !east) throw new Error('there are two stops')
  const other = { ...stopAt(13, 114.01), leg }
  const plan = planOf(
    { ...tourOf(1, [west, east]), home: leg },
    { ...tourOf(2, [other]), home: leg },
  )
  const linesOf = (tour: Tour | undefined) =>
    [...(tour?.stops.map((stop) => stop.leg) ?? []), tour?.home].map((one) => one?.line)

  test('only legs that a move changes are straight', () => {
    const moved = withStopMoved(plan, 12, { tourId: 2, position: 0 })
    expect(linesOf(moved.tours[0])).toEqual(['a line', null])
    expect(linesOf(moved.tours[1])).toEqual([null, null, 'a line'])
  })

  test('a stop put back where it was changes none', () => {
    const moved = withStopMoved(plan, 12, { tourId: 1, position: 1 })
    expect(moved.tours.map(linesOf)).toEqual([
      ['a line', 'a line', 'a line'],
      ['a line', 'a line'],
    ])
  })
})
