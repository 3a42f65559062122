import type { LngLat } from '../../../shared/geo.ts'
import type { GivenTour } from '../../../shared/plan-bench.ts'
import type { Plan } from '../../../shared/planning.ts'
import type { Caller } from '../../auth/index.ts'
import type { Db } from '../../platform/database/index.ts'
import { Problem } from '../../platform/problem.ts'
import { peopleByCode, shopIdsByCode } from './bench-queries.ts'

/** A day as somebody planned it. */
export interface GivenDay {
  readonly day: string
  readonly planId: number | null
  readonly tours: readonly {
    readonly personId: number
    readonly start: LngLat | undefined
    readonly retailerIds: readonly number[]
  }[]
  /** Left out, with days late. */
  readonly unplaced: readonly { readonly retailerId: number; readonly overdueDays: number }[]
}

/** Of a plan; what somebody took out was not to be visited. */
export function readPlanned({ id, day, tours, unassigned }: Plan): GivenDay {
  return {
    day,
    planId: id,
    tours: tours.map(({ personId, start, stops }) => ({
      personId,
      start,
      retailerIds: stops.map(({ retailerId }) => retailerId),
    })),
    unplaced: unassigned.filter(({ reason }) => reason !== 'REMOVED'),
  }
}

/** @throws Problem input-invalid naming what is not known, or comes twice; scope-forbidden */
export async function readGiven(
  db: Db,
  day: string,
  tours: readonly GivenTour[],
  { scope }: Caller,
): Promise<GivenDay> {
  const people = new Map((await peopleByCode(db, tours)).map((person) => [person.code, person]))
  const shops = await shopIdsByCode(db, tours)
  const seen = new Set<string>()
  const once = (what: string) => {
    if (seen.has(what)) throw new Problem('input-invalid', `${what} comes twice`)
    seen.add(what)
  }
  return {
    day,
    planId: null,
    tours: tours.map(({ personCode, retailerCodes }) => {
      const person = people.get(personCode)
      if (!person) throw new Problem('input-invalid', `nobody has the code ${personCode}`)
      const isSeen = scope.everything || scope.teamIds.includes(person.teamId ?? -1)
      if (!isSeen) throw new Problem('scope-forbidden', personCode)
      once(`person ${personCode}`)
      const retailerIds = retailerCodes.map((code) => {
        const id = shops.get(code)
        if (id === undefined) throw new Problem('input-invalid', `no shop has the code ${code}`)
        once(`shop ${code}`)
        return id
      })
      return { personId: person.id, start: undefined, retailerIds }
    }),
    unplaced: [],
  }
}
