import type { RetailerEdit, RetailerFacts, RetailersEdited } from '../../../shared/retailers.ts'
import { send } from '../../lib/http.ts'
import { toasts } from '../../lib/toast.svelte.ts'
import { t } from './words.ts'

const edit = (edits: readonly RetailerEdit[]) =>
  send<RetailersEdited>('PATCH', '/retailers', { edits })

/**
 * Sets the same for many shops, and offers to take it back.
 * @param done what to say of so many shops
 * @returns whether it was done; a refusal is shown
 */
export async function editRetailers(
  retailerIds: readonly number[],
  set: RetailerFacts,
  done: (changed: number) => string,
): Promise<boolean> {
  try {
    const { changed, undo } = await edit([{ retailerIds: [...retailerIds], set }])
    if (changed === 0) toasts.done(t('same'))
    else toasts.done(done(changed), () => edit(undo).then(() => undefined))
    return true
  } catch (error) {
    toasts.refused(error)
    return false
  }
}
