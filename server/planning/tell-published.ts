import { deskRoles } from '../../shared/auth.ts'
import type { Parts } from '../platform/http.ts'
import type { Publication } from './publish-plan.ts'

/** Tells the phones whose tour is another now, and every desk: whoever looks at the day there sees what is in force. */
export function tellPublished(
  announce: Parts['announce'],
  { plan: { id: planId, teamId, day }, personIds }: Publication,
): void {
  announce('plan:published', [{ planId, teamId, day }], { roles: deskRoles, personIds })
}
