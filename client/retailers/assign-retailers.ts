import type { Retailer, RetailerAssignment } from '../../shared/retailers.ts'
import { send } from '../lib/http.ts'

/**
 * Hands shops to a manager (or to nobody).
 * @param known the shops as they were, as far as they are here
 * @returns gives them back to whom they were with; undefined when not all of that is known
 * @throws Refusal
 */
export async function assignRetailers(
  retailerIds: readonly number[],
  managerId: number | null,
  known: readonly Retailer[],
): Promise<(() => Promise<void>) | undefined> {
  const before = new Map(
    known.filter(({ id }) => retailerIds.includes(id)).map((shop) => [shop.id, shop.managerId]),
  )
  await assign(retailerIds, managerId)
  if (retailerIds.some((id) => !before.has(id))) return undefined
  return async () => {
    for (const previous of new Set(before.values()))
      await assign(
        retailerIds.filter((id) => before.get(id) === previous),
        previous,
      )
  }
}

async function assign(retailerIds: readonly number[], managerId: number | null): Promise<void> {
  const body: RetailerAssignment = { retailerIds: [...retailerIds], managerId }
  await send('POST', '/retailers/assign', body)
}
