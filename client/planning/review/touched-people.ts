import type { TourChange } from '../../../shared/compare-tours.ts'

/** What giving one person the tour of before back does to others. */
export interface Touched {
  /** From whom stops come back, and to whom they go back: how many of each. */
  readonly from: readonly Share[]
  readonly to: readonly Share[]
  /** Stops that were in no tour before. */
  readonly leftOut: number
}
export interface Share {
  readonly personId: number
  readonly stops: number
}

export function touchedBy({ stops }: TourChange): Touched {
  const lost = stops.filter(({ after }) => after === null)
  const gained = stops.filter(({ before }) => before === null)
  return {
    from: sharesOf(lost),
    to: sharesOf(gained),
    leftOut: gained.filter(({ otherPersonId }) => otherPersonId === null).length,
  }
}

function sharesOf(stops: TourChange['stops']): Share[] {
  const counts = new Map<number, number>()
  for (const { otherPersonId } of stops)
    if (otherPersonId !== null) counts.set(otherPersonId, (counts.get(otherPersonId) ?? 0) + 1)
  return [...counts].map(([personId, count]) => ({ personId, stops: count }))
}
