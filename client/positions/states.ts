import type { Stop } from '../../shared/planning.ts'
import type { FieldState } from '../lib/state-colours.ts'
import type { PersonDay } from './read-day.ts'

/** The state shown by the ring of a person's marker and the glyph in lists. */
export function stateOf({ activity, concerns }: PersonDay): FieldState {
  if (concerns.includes('late') || concerns.includes('not-started')) return 'late'
  if (activity === 'on-site') return 'on-site'
  if (activity === 'en-route') return 'en-route'
  return activity === 'finished' ? 'done' : 'planned'
}

/** The state of one stop, `isNext` being the one that its person is heading for. */
export function stopState(stop: Stop, isNext: boolean, isLate: boolean): FieldState | 'skipped' {
  if (stop.outcome === 'done') return 'done'
  if (stop.outcome === 'skipped') return 'skipped'
  if (stop.outcome === 'open') return 'on-site'
  if (isNext) return isLate ? 'late' : 'en-route'
  return 'planned'
}
