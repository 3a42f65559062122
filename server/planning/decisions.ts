import type { LngLat } from '../../shared/geo.ts'
import type { Plan } from '../../shared/planning.ts'
import type { TourDay } from './day-problem.ts'
import type { ShopRow, WorkingDay } from './due-queries.ts'
import type { Unassigned } from './queries.ts'

/** What a draft says that going on from it keeps: who goes where, from which start, and what somebody took out. */
export interface Decisions {
  /** Of each shop in a tour. */
  readonly personOf: ReadonlyMap<number, number>
  readonly startOf: ReadonlyMap<number, LngLat>
  readonly removed: readonly Unassigned[]
}

export const undecided: Decisions = { personOf: new Map(), startOf: new Map(), removed: [] }

export function readDecisions({ tours, unassigned }: Plan): Decisions {
  return {
    personOf: new Map(
      tours.flatMap(({ personId, stops }) =>
        stops.map(({ retailerId }) => [retailerId, personId] as const),
      ),
    ),
    startOf: new Map(tours.map(({ personId, start }) => [personId, start])),
    removed: unassigned
      .filter(({ reason }) => reason === 'REMOVED')
      .map(({ retailerId, reason, overdueDays }) => ({ retailerId, reason, overdueDays })),
  }
}

/** The shop as that of the person who has it in the draft, when they work. */
export function withDecided(
  row: ShopRow,
  { personOf }: Decisions,
  working: readonly WorkingDay[],
): ShopRow {
  const personId = personOf.get(row.retailerId)
  const works = working.some((person) => person.personId === personId)
  return personId !== undefined && works ? { ...row, managerId: personId } : row
}

/** The tours of a draft as the solver knows them. */
export function toWarmStart({ people, shops }: TourDay, { tours }: Plan): number[][] {
  const indexOf = new Map(shops.map(({ retailerId }, index) => [retailerId, index]))
  return people.map(({ personId }) => {
    const tour = tours.find((one) => one.personId === personId)
    return (tour?.stops ?? []).flatMap(({ retailerId }) => indexOf.get(retailerId) ?? [])
  })
}
