import { expect, test } from 'vitest'
import { KnownSteps } from '../../../client/planning/known-steps.ts'
import type { Plan } from '../../../shared/planning.ts'
import { planOf, stopAt, tourOf } from './plan-of.ts'

/** A plan with one stop, whose id tells it from the others. */
const planAt = (stopId: number, revision: number, undoable: number, redoable = 0): Plan => ({
  ...planOf(tourOf(1, [stopAt(stopId, 114)])),
  ...{ revision, undoable, redoable },
})
const stopOf = (plan: Plan | undefined) => plan?.tours[0]?.stops[0]?.id

test('undo is known as far back as changes were made here, and redo as far on', () => {
  const steps = new KnownSteps()
  const [first, second, third] = [planAt(1, 1, 0), planAt(2, 2, 1), planAt(3, 3, 2)]
  steps.note(first, second)
  steps.note(second, third)

  const back = steps.expect('undo', third)
  expect(back).toMatchObject({ revision: 3, undoable: 1, redoable: 1 })
  expect(stopOf(back)).toBe(2)
  const backAtSecond = planAt(2, 4, 1, 1)
  steps.note(third, backAtSecond)
  expect(stopOf(steps.expect('undo', backAtSecond))).toBe(1)

  const backAtFirst = planAt(1, 5, 0, 2)
  steps.note(backAtSecond, backAtFirst)
  expect(steps.expect('undo', backAtFirst)).toBeUndefined()
  expect(stopOf(steps.expect('redo', backAtFirst))).toBe(2)

  const againSecond = planAt(2, 6, 1, 1)
  steps.note(backAtFirst, againSecond)
  expect(stopOf(steps.expect('redo', againSecond))).toBe(3)
  expect(stopOf(steps.expect('undo', againSecond))).toBe(1)
})

test('what somebody else has changed since is not known, nor is another plan', () => {
  const steps = new KnownSteps()
  const [first, second] = [planAt(1, 1, 0), planAt(2, 2, 1)]
  steps.note(first, second)
  expect(steps.expect('undo', planAt(9, 3, 2))).toBeUndefined()
  expect(steps.expect('undo', { ...second, id: 7 })).toBeUndefined()
})

test('a change that waits as a proposal leaves nothing to take back', () => {
  const steps = new KnownSteps()
  const plan = planAt(1, 1, 1)
  steps.note(plan, { ...plan, revision: 2 })
  expect(steps.expect('undo', { ...plan, revision: 2 })).toBeUndefined()
})
