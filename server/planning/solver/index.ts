export { explain, type Explanation } from './explain.ts'
export { solve } from './solve.ts'
export type { Violation } from './schedule.ts'
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
} from './problem.ts'
