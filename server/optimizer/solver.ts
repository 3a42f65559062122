/** The one door to the solver. */
export { explain } from '../planning/solver/index.ts'
export type {
  AbsenceReason,
  Break,
  Explanation,
  Pair,
  Problem,
  Repeat,
  Solution,
  Stop,
  TravelMatrix,
  Vehicle,
  Violation,
  Window,
} from '../planning/solver/index.ts'
