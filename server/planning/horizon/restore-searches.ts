import type { Plan } from '../../../shared/planning.ts'
import type { PersonDays } from './person-days.ts'
import type { PersonProgress } from './progress-queries.ts'
import type { HorizonToPlan, PersonToPlan } from './read-horizon.ts'
import type { PersonBefore } from './search-person.ts'

/** Where the searches of a horizon's people go on from: the tours of its drafts, and how far each had come. */
export function restoreSearches(
  { people }: HorizonToPlan,
  drafts: readonly Plan[],
  progress: readonly PersonProgress[],
): ReadonlyMap<PersonToPlan, PersonBefore> {
  return new Map(
    people.map((person) => {
      const { work } = person
      const { rounds = 0, fruitless = 0 } =
        progress.find(({ personId }) => personId === work.personId) ?? {}
      return [person, { rounds, fruitless, tours: readVisits(work, drafts) }]
    }),
  )
}

/** The stops of a person's tours as visits of the problem: of a shop's visits, each day has the one that suits it best. */
function readVisits(
  { personId, days, tourDay, owed }: PersonDays,
  drafts: readonly Plan[],
): number[][] {
  const visitsOf = new Map<number, number[]>()
  tourDay.shops.forEach(({ retailerId }, visit) => {
    visitsOf.set(retailerId, [...(visitsOf.get(retailerId) ?? []), visit])
  })
  return days.map((day) => {
    const tours = drafts.filter((plan) => plan.day === day).flatMap((plan) => plan.tours)
    const stops = tours.filter((tour) => tour.personId === personId).flatMap((tour) => tour.stops)
    return stops.flatMap(({ retailerId }) => {
      const priceOf = (visit: number) =>
        owed[visit]?.days.find((one) => one.day === day)?.price ?? Infinity
      const left = visitsOf.get(retailerId) ?? []
      const [best] = left.toSorted((a, b) => priceOf(a) - priceOf(b))
      if (best === undefined) return []
      visitsOf.set(
        retailerId,
        left.filter((visit) => visit !== best),
      )
      return [best]
    })
  })
}
