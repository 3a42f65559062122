import { defineOperator } from './operator.ts'
import { writeRunMove } from './or-opt.ts'

/** Relocate: moves one stop behind another place, in the same tour or another. */
export const relocate = defineOperator('relocate', (tours, stop, after, draft) =>
  writeRunMove(tours, stop, after, draft, 1, false),
)
