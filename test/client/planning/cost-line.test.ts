import { expect, test } from 'vitest'
import { costLine } from '../../../client/planning/cost-line.ts'

const box = { width: 100, height: 40 }

test('the cost over time falls in steps from the top left to the bottom right', () => {
  const points = [
    { elapsed: 0, cost: 900 },
    { elapsed: 1000, cost: 700 },
    { elapsed: 3000, cost: 500 },
  ]
  // 4 s are 100 wide; of the 400 gained the first step is half.
  expect(costLine(points, 4000, box)).toBe(
    '0.0,0.0 25.0,0.0 25.0,20.0 75.0,20.0 75.0,40.0 100.0,40.0',
  )
})

test('before anything is gained it is level, half-way up', () => {
  expect(costLine([{ elapsed: 0, cost: 900 }], 500, box)).toBe('0.0,20.0 100.0,20.0')
})
