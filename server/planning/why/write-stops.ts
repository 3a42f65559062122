import type { StopWhy } from '../../../shared/plan-why.ts'
import type { Plan } from '../../../shared/planning.ts'
import type { Explanation } from '../../solver/index.ts'
import { measureChange } from './measure-change.ts'
import type { PosedPlan } from './pose-plan.ts'

type Told = Explanation['tours'][number]['stops'][number]

/** Why each stop is where it is. @param explained as if everybody could go everywhere */
export function writeStops(
  plan: Plan,
  { day, open, solution: { tours } }: PosedPlan,
  explained: Explanation,
): StopWhy[] {
  const tourOf = (personId: number) => plan.tours.find((tour) => tour.personId === personId)

  function writeNextBest(vehicle: number, { stop, nextBest }: Told): StopWhy['nextBest'] {
    const person = nextBest && day.people[nextBest.vehicle]
    const tour = person && tourOf(person.personId)
    if (!tour) return null
    const own = tours[vehicle] ?? []
    const rest = own.filter((other) => other !== stop)
    const there = nextBest.vehicle === vehicle ? rest : (tours[nextBest.vehicle] ?? [])
    const arrived = {
      vehicle: nextBest.vehicle,
      before: nextBest.vehicle === vehicle ? own : there,
      after: there.toSpliced(nextBest.position, 0, stop),
    }
    const left = nextBest.vehicle === vehicle ? [] : [{ vehicle, before: own, after: rest }]
    const { position } = nextBest
    return {
      tourId: tour.id,
      personId: person.personId,
      position,
      ...measureChange(open, [arrived, ...left]),
      violations: day.shops[stop]?.managerId === person.personId ? [] : ['NO_SKILL'],
    }
  }

  return explained.tours.flatMap(({ vehicle, stops }) => {
    const own = tours[vehicle] ?? []
    const known = tourOf(day.people[vehicle]?.personId ?? NaN)?.stops ?? []
    return stops.flatMap((told): StopWhy[] => {
      const retailerId = day.shops[told.stop]?.retailerId ?? NaN
      const stopId = known.find((stop) => stop.retailerId === retailerId)?.id
      if (stopId === undefined) return []
      const before = own.filter((other) => other !== told.stop)
      const isNeeded = told.marginalCost === null
      return [
        {
          stopId,
          retailerId,
          marginal: isNeeded ? null : measureChange(open, [{ vehicle, before, after: own }]),
          slackSeconds: told.slackSeconds,
          nextBest: writeNextBest(vehicle, told),
        },
      ]
    })
  })
}
