import type { ShopLock } from '../../shared/locks.ts'
import type { Tour } from '../../shared/planning.ts'
import type { Unassigned } from './queries.ts'
import type { WantedTour } from './retime-tours.ts'

/** What a change makes of a plan: the tours that change, and of the rest what is given. */
export interface Edit {
  readonly tours: readonly WantedTour[]
  readonly unassigned?: readonly Unassigned[]
  /** Of all shops, where they change. */
  readonly locks?: ReadonlyMap<number, ShopLock>
  /** What it is about is not where it was when the change was asked for. */
  readonly isContested?: boolean
}

export const shopsOf = ({ stops }: Tour) => stops.map(({ retailerId }) => retailerId)

export function toWanted(tour: Tour): WantedTour {
  return { personId: tour.personId, start: tour.start, shops: shopsOf(tour) }
}

/** Only what is kept: names and places are the shop's own. */
export function toUnassigned(entry: Unassigned): Unassigned {
  const { retailerId, reason, overdueDays, lock, movedTo } = entry
  return {
    ...{ retailerId, reason, overdueDays },
    ...(lock ? { lock } : {}),
    ...(movedTo === undefined ? {} : { movedTo }),
  }
}

export function without(tour: Tour, shop: number): WantedTour {
  return { ...toWanted(tour), shops: shopsOf(tour).filter((id) => id !== shop) }
}

export function insertAt(tour: WantedTour, shop: number, position: number): WantedTour {
  return { ...tour, shops: tour.shops.toSpliced(position, 0, shop) }
}
