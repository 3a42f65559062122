import type { Role } from '../../shared/auth.ts'
import type { ServerEvents } from '../../shared/live.ts'

/** Who hears an event: everyone in any of the named groups. */
export interface Audience {
  /** People who watch one of these teams. */
  readonly teamIds?: readonly number[]
  readonly personIds?: readonly number[]
  readonly roles?: readonly Role[]
}

/**
 * Tells the live channel that something happened; call it after the commit. Features get it from
 * `app.ts`, so that none of them knows the channel.
 */
export type Announce = <E extends keyof ServerEvents>(
  event: E,
  payload: Parameters<ServerEvents[E]>,
  to: Audience,
) => void
