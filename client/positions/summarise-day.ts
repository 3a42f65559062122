import { lateAfterSeconds } from '../../shared/positions.ts'
import type { PersonDay } from './read-day.ts'

export interface DaySummary {
  /** People whose place is known at this minute, of those with a tour. */
  readonly inField: number
  readonly withTour: number
  readonly done: number
  readonly planned: number
  /** Share of arrivals at most 15 minutes after the planned time; null before the first. */
  readonly onTime: number | null
  readonly late: number
  readonly lost: number
  /** Seconds at a shop, mean of the finished visits; null before the first. */
  readonly meanVisit: number | null
}

export function summariseDay(people: readonly PersonDay[]): DaySummary {
  const touring = people.filter((person) => person.tour)
  const visited = touring
    .flatMap(({ tour }) => tour?.stops ?? [])
    .filter((stop) => stop.arrivedAt !== null && stop.outcome !== 'skipped')
  const lateness = visited.map((stop) => seconds(stop.arrivesAt, stop.arrivedAt))
  const lengths = visited
    .filter((stop) => stop.leftAt !== null)
    .map((stop) => seconds(stop.arrivedAt, stop.leftAt))
  return {
    inField: touring.filter((person) => person.freshness === 'fresh').length,
    withTour: touring.filter((person) => person.total > 0).length,
    done: sum(touring.map((person) => person.done)),
    planned: sum(touring.map((person) => person.total)),
    onTime: mean(lateness.map((late) => (late <= lateAfterSeconds ? 1 : 0))),
    late: people.filter((person) => person.concerns.includes('late')).length,
    lost: people.filter((person) => person.concerns.includes('lost')).length,
    meanVisit: mean(lengths),
  }
}

function seconds(from: string | null, to: string | null): number {
  return from && to ? (Date.parse(to) - Date.parse(from)) / 1000 : 0
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function mean(values: readonly number[]): number | null {
  return values.length > 0 ? sum(values) / values.length : null
}
