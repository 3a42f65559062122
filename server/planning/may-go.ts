import type { Plan } from '../../shared/planning.ts'
import type { TourShop } from './day-problem.ts'

/**
 * Gives a shop to whoever may go there in a plan besides its own manager: who has it by now without a mark keeps it,
 * however they came by it.
 */
export function keptBy({ tours }: Pick<Plan, 'tours'>): (shop: TourShop) => TourShop {
  const keepers = new Map(
    tours.flatMap(({ personId, stops }) =>
      stops.flatMap(({ retailerId, violations }): [number, number][] =>
        violations.includes('NO_SKILL') ? [] : [[retailerId, personId]],
      ),
    ),
  )
  return (shop) => {
    const keeper = keepers.get(shop.retailerId)
    if (keeper === undefined || keeper === shop.managerId) return shop
    const { offeredTo = shop.managerId === null ? [] : [shop.managerId] } = shop
    return offeredTo.includes(keeper) ? shop : { ...shop, offeredTo: [...offeredTo, keeper] }
  }
}

/** Opens the shops of somebody absent to everybody: an absence lifts the rule that a shop is only for its manager. */
export function opened(
  shop: TourShop,
  absent: ReadonlySet<number>,
  everybody: readonly number[],
): TourShop {
  const isOpen = shop.managerId !== null && absent.has(shop.managerId)
  return isOpen ? { ...shop, offeredTo: everybody } : shop
}
