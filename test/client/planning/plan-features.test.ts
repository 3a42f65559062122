import { expect, test } from 'vitest'
import { planFeatures } from '../../../client/planning/plan-features.ts'
import { planOf, stopAt, tourOf } from './plan-of.ts'

const lookOfStop = () => ({ number: '1', hue: '#123456', ink: '#fff', rim: '#fff', bold: false })
const look = { hue: '#123456', second: false, faint: false }

test('a plan is drawn as a leg to each stop, one home, the start and numbered stops; empty tours as nothing', () => {
  const plan = planOf(tourOf(1, [stopAt(1, 114.01), stopAt(2, 114.02)]), tourOf(2, []))
  const { features } = planFeatures(plan, () => look, lookOfStop)
  const legs = features.filter(({ geometry }) => geometry.type === 'LineString')
  expect(legs.map(({ properties }) => properties)).toEqual([
    { ...look, estimated: true },
    { ...look, estimated: true },
    { ...look, estimated: true },
  ])
  expect(legs.map(({ geometry }) => geometry.coordinates.at(-1))).toEqual([
    [114.01, 30],
    [114.02, 30],
    [114, 30],
  ])
  const points = features.filter(({ geometry }) => geometry.type === 'Point')
  expect(points).toMatchObject([
    { geometry: { coordinates: [114, 30] }, properties: { start: true } },
    { properties: { number: '1' } },
    { properties: { number: '2' } },
  ])
})

test('without a plan nothing is drawn', () => {
  expect(planFeatures(undefined, () => look, lookOfStop).features).toEqual([])
})
