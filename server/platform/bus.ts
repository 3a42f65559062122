import type { ServerEvents } from '../../shared/live.ts'
import type { Announce, Audience } from './announce.ts'

/** Something that happened, on its way to whoever may hear it. */
export interface Announcement {
  readonly event: keyof ServerEvents
  readonly payload: readonly unknown[]
  readonly to: Audience
}

export interface Bus {
  readonly announce: Announce
  /** @returns the means to stop listening */
  subscribe(listener: (announcement: Announcement) => void): () => void
}

/** Carries announcements inside this process, in order, to every subscriber. */
export function createBus(): Bus {
  const listeners = new Set<(announcement: Announcement) => void>()
  return {
    announce(event, payload, to) {
      for (const listener of listeners) listener({ event, payload, to })
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
