/** The one door to the solver. */
export { schedule, solve } from '../planning/solver/index.ts'
export type {
  AbsenceReason,
  Break,
  Pair,
  Problem,
  Repeat,
  Solution,
  Stop,
  TravelMatrix,
  Vehicle,
  Window,
} from '../planning/solver/index.ts'
