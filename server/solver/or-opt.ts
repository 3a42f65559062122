import { defineOperator, positionOf, vehicleOf } from './operator.ts'
import type { Draft, Operator, Sequence } from './operator.ts'
import type { Tours } from './tours.ts'

/**
 * Or-opt (Or 1976): moves the `size` consecutive stops beginning with `stop` behind `after`, in the
 * same tour or another, as they are or turned round.
 */
export function orOpt(size: number, turned: boolean): Operator {
  return defineOperator(`or-opt ${size}${turned ? ' turned' : ''}`, (tours, stop, after, draft) =>
    writeRunMove(tours, stop, after, draft, size, turned),
  )
}

/** Writes the tours after moving a run of stops; false when that changes nothing or overlaps. */
export function writeRunMove(
  tours: Tours,
  stop: number,
  after: number,
  draft: Draft,
  size: number,
  turned: boolean,
): boolean {
  const source = vehicleOf(tours, stop)
  const target = vehicleOf(tours, after)
  if (source < 0 || target < 0) return false
  const from = positionOf(tours, stop)
  const to = from + size - 1
  const goal = positionOf(tours, after)
  const end = tours.all[source]!.length
  if (to > end) return false
  const first = draft.first.begin(source)
  if (source !== target) {
    first.addRun(source, 1, from - 1).addRun(source, to + 1, end)
    const second = draft.second.begin(target).addRun(target, 1, goal)
    addMoved(second, source, from, to, turned)
    second.addRun(target, goal + 1, tours.all[target]!.length)
    return true
  }
  if (goal >= from - 1 && goal <= to) return false
  if (goal < from) {
    first.addRun(source, 1, goal)
    addMoved(first, source, from, to, turned)
    first.addRun(source, goal + 1, from - 1).addRun(source, to + 1, end)
  } else {
    first.addRun(source, 1, from - 1).addRun(source, to + 1, goal)
    addMoved(first, source, from, to, turned)
    first.addRun(source, goal + 1, end)
  }
  return true
}

function addMoved(
  sequence: Sequence,
  source: number,
  from: number,
  to: number,
  turned: boolean,
): void {
  if (turned) sequence.addRunReversed(source, to, from)
  else sequence.addRun(source, from, to)
}
