import type { Lock } from '../../shared/locks.ts'
import type { BulkWish } from '../../shared/plan-edits.ts'
import type { Repair } from '../../shared/plan-why.ts'
import type { Plan } from '../../shared/planning.ts'
import { send } from '../lib/http.ts'
import type { Place } from './move-stop.ts'

/** A version as somebody saw it: whatever changes it names both. */
type Seen = Pick<Plan, 'id' | 'revision'>

/** What is asked of the server about a plan. Each answers with the whole plan as it is then. */
export const planDoors = {
  /** The next version of a day, with the tours found first: it goes on getting better. */
  make: (teamId: number | undefined, day: string) =>
    send<Plan>('POST', '/plans', { teamId, day }, { prefer: 'respond-async' }),
  copy: (id: number) => send<Plan>('POST', `/plans/${id}/draft`),
  publish: ({ id, revision }: Seen) => send<Plan>('POST', `/plans/${id}/publish`, { revision }),
  discard: ({ id, revision }: Seen) => send('DELETE', `/plans/${id}?revision=${revision}`),

  improve: ({ id, revision }: Seen, seconds: number) =>
    send<Plan>('POST', `/plans/${id}/run`, { revision, seconds }),
  endRun: ({ id }: Seen) => send<Plan>('DELETE', `/plans/${id}/run`),
  undoRun: ({ id }: Seen) => send<Plan>('DELETE', `/plans/${id}/run?undo=true`),

  move: ({ id, revision }: Seen, stopId: number, retailerId: number, to: Place) =>
    send<Plan>('PATCH', `/plans/${id}/stops/${stopId}`, { revision, retailerId, ...to }),
  insert: ({ id, revision }: Seen, retailerId: number, to: Place) =>
    send<Plan>('POST', `/plans/${id}/stops`, { revision, retailerId, ...to }),
  remove({ id, revision }: Seen, stopId: number, retailerId: number) {
    const seen = `revision=${revision}&retailerId=${retailerId}`
    return send<Plan>('DELETE', `/plans/${id}/stops/${stopId}?${seen}`)
  },
  repair(
    { id, revision }: Seen,
    retailerId: number,
    { tourId, position, insteadOf }: Pick<Repair, 'tourId' | 'position' | 'insteadOf'>,
  ) {
    const instead = insteadOf === null ? {} : { insteadOf }
    const body = { revision, retailerId, tourId, position, ...instead }
    return send<Plan>('POST', `/plans/${id}/repairs`, body)
  },
  postpone: ({ id, revision }: Seen, retailerId: number, day: string) =>
    send<Plan>('POST', `/plans/${id}/postponements`, { revision, retailerId, day }),
  bulk: ({ id, revision }: Seen, wish: BulkWish) =>
    send<Plan>('POST', `/plans/${id}/bulk`, { revision, ...wish }),
  lock: ({ id, revision }: Seen, stopIds: number[], locks: Lock[], on: boolean) =>
    send<Plan>('POST', `/plans/${id}/locks`, { revision, stopIds, locks, on }),
  /** Locks a stop to an hour without moving it. */
  pin: ({ id, revision }: Seen, stopId: number, at: string) =>
    send<Plan>('POST', `/plans/${id}/locks`, {
      ...{ revision, stopIds: [stopId], locks: ['time'], on: true, at },
    }),

  /** @param fromId another version of the day; the plan itself: as it was before it was last searched on */
  restore: ({ id, revision }: Seen, fromId: number, personIds?: readonly number[]) =>
    send<Plan>('POST', `/plans/${id}/restore`, { revision, fromId, personIds }),
  name: (id: number, name: string | null) => send<Plan>('PATCH', `/plans/${id}`, { name }),

  walk: ({ id, revision }: Seen, way: 'undo' | 'redo') =>
    send<Plan>('POST', `/plans/${id}/${way}`, { revision }),
  acceptProposal: ({ id, revision }: Seen, proposalId: number) =>
    send<Plan>('POST', `/plans/${id}/proposals/${proposalId}/accept`, { revision }),
  dismissProposal: ({ id }: Seen, proposalId: number) =>
    send<Plan>('DELETE', `/plans/${id}/proposals/${proposalId}`),
}
