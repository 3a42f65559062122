import type { DayClock } from './day-clock.ts'
import type { VisitedStop } from './day-problem.ts'

/** A visit as it was recorded. */
export interface RecordedVisit {
  readonly retailerId: number
  readonly arrivedAt: string
  readonly leftAt: string | null
  readonly outcome: string
}

/** When somebody was there, in seconds of the day. A visit under way will take as long as its service is planned for. */
export function timeVisit(
  { retailerId, arrivedAt, leftAt, outcome }: RecordedVisit,
  serviceSeconds: number,
  clock: DayClock,
): VisitedStop {
  const arrives = Math.round(clock.secondsOf(arrivedAt))
  const stays = outcome === 'open' ? serviceSeconds : 0
  const leaves = leftAt === null ? arrives + stays : Math.round(clock.secondsOf(leftAt))
  return { retailerId, arrives, leaves }
}
