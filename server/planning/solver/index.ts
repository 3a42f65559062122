export { schedule } from './schedule.ts'
export { solve } from './solve.ts'
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
