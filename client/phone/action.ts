import type { Stop } from '../../shared/planning.ts'
import type { NewReport } from '../../shared/reports.ts'
import type { CheckIn, CheckOut, Skip } from '../../shared/visits.ts'

/** What somebody did, as it is sent. The ids in it are made here, so that sending again stores nothing twice. */
export type Action =
  | { readonly kind: 'check-in'; readonly body: CheckIn }
  | {
      readonly kind: 'check-out'
      readonly visitId: string
      readonly stopId: number
      readonly body: CheckOut
    }
  | { readonly kind: 'skip'; readonly body: Skip }
  | { readonly kind: 'report'; readonly body: NewReport }

/** Where an action is posted. */
export function pathOf(action: Action): string {
  if (action.kind === 'check-in') return '/visits'
  if (action.kind === 'check-out') return `/visits/${action.visitId}/check-out`
  return action.kind === 'skip' ? '/visits/skip' : '/reports'
}

/** A stop as its person sees it, the actions on their way counted as done. */
export interface MyStop extends Stop {
  /** Whether something about it has not reached the server. */
  readonly waiting: boolean
}

/** The stops with everything that waits to be sent, in the order in which it was done. */
export function withActions(stops: readonly Stop[], actions: readonly Action[]): MyStop[] {
  return stops.map((stop) => {
    let seen: MyStop = { ...stop, waiting: false }
    for (const action of actions)
      if (stopOf(action) === stop.id) seen = { ...seen, ...changeOf(action), waiting: true }
    return seen
  })
}

/** The stop an action is about; undefined for a report. */
export function stopOf(action: Action): number | undefined {
  if (action.kind === 'report') return undefined
  return action.kind === 'check-out' ? action.stopId : action.body.stopId
}

function changeOf(action: Action): Partial<Stop> {
  switch (action.kind) {
    case 'check-in':
      return { outcome: 'open', visitId: action.body.id, arrivedAt: action.body.arrivedAt }
    case 'check-out':
      return { outcome: 'done', leftAt: action.body.leftAt }
    case 'skip':
      return { outcome: 'skipped', visitId: action.body.id, arrivedAt: action.body.at }
    case 'report':
      return {}
  }
}
