import type { Scope } from '../../shared/auth.ts'
import type { RetailerEdit, RetailerFacts, RetailersEdited } from '../../shared/retailers.ts'
import type { Db } from '../platform/database/index.ts'
import { Problem } from '../platform/problem.ts'
import { awaitTurn, countInScope, setFacts, shopsInScope, type EditedShop } from './edit-queries.ts'

/**
 * Makes edits one after the other. Give a transaction: a refusal must leave nothing half done.
 * @throws Problem not-found for a shop that is not in the scope
 * @throws Problem retailers-changed when shops are not as an edit says they were
 * @throws Problem scope-forbidden when the scope would lose sight of a shop
 */
export async function editRetailers(
  trx: Db,
  edits: readonly RetailerEdit[],
  scope: Scope,
): Promise<RetailersEdited> {
  await awaitTurn(trx)
  let changed = 0
  const undo: RetailerEdit[] = []
  for (const edit of edits) {
    const { retailerIds, was } = edit
    const set = sortDays(edit.set)
    const ids = [...new Set(retailerIds)]
    if (Object.keys(set).length === 0) throw new Problem('input-invalid', 'nothing to set')
    const before = await shopsInScope(trx, ids, scope)
    if (before.length < ids.length) throw new Problem('not-found', 'a named retailer')
    if (was && !before.every((shop) => isLike(shop, was))) throw new Problem('retailers-changed')
    const others = before.filter((shop) => !isLike(shop, set))
    if (others.length === 0) continue
    const otherIds = others.map(({ id }) => id)
    await setFacts(trx, otherIds, set)
    if ((await countInScope(trx, otherIds, scope)) < others.length)
      throw new Problem('scope-forbidden', 'shops would be out of sight of whoever hands them over')
    changed += others.length
    undo.unshift(...editsBack(others, set))
  }
  return { changed, undo }
}

const names = [
  'managerId',
  'tier',
  'conduct',
  'usualWeekdays',
  'closedWeekdays',
  'orderWeekday',
  'deliveryWeekday',
] as const

/** Days of the week in their order, as they are kept. */
function sortDays({ usualWeekdays, closedWeekdays, ...facts }: RetailerFacts): RetailerFacts {
  return {
    ...facts,
    ...(usualWeekdays && { usualWeekdays: usualWeekdays.toSorted() }),
    ...(closedWeekdays && { closedWeekdays: closedWeekdays.toSorted() }),
  }
}

const namesIn = (facts: RetailerFacts) => names.filter((name) => facts[name] !== undefined)

const isLike = (shop: EditedShop, facts: RetailerFacts) =>
  namesIn(facts).every((name) => JSON.stringify(shop[name]) === JSON.stringify(facts[name]))

/** Shops that were alike go back together. */
function editsBack(shops: readonly EditedShop[], set: RetailerFacts): RetailerEdit[] {
  const changed = namesIn(set)
  const groups = new Map<string, number[]>()
  for (const shop of shops) {
    const before = JSON.stringify(Object.fromEntries(changed.map((name) => [name, shop[name]])))
    groups.set(before, [...(groups.get(before) ?? []), shop.id])
  }
  return [...groups].map(([before, retailerIds]) => ({
    retailerIds,
    set: JSON.parse(before) as RetailerFacts,
    was: set,
  }))
}
