export { explain, type Explanation } from './explain.ts'
export { shareMeetings } from './meetings.ts'
export { matrixOf } from './road-ahead.ts'
export { measureRoad, schedule, type Schedule, type Violation } from './schedule.ts'
export { solve, type SolveOptions } from './solve.ts'
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
