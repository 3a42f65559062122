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
  /** Hears everything, from this node and others. @returns the means to stop listening */
  subscribe(listener: Listener): () => void
  /** Hears only what this node announced, to carry it to the others. */
  subscribeOwn(listener: Listener): () => void
  /** Passes on what another node announced. */
  relay(announcement: Announcement): void
}

type Listener = (announcement: Announcement) => void

/** Carries announcements inside this process, in order, to every subscriber. */
export function createBus(): Bus {
  const all = new Set<Listener>()
  const own = new Set<Listener>()
  const tell = (listeners: Set<Listener>, announcement: Announcement) => {
    for (const listener of listeners) listener(announcement)
  }
  const join = (listeners: Set<Listener>) => (listener: Listener) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  return {
    announce(event, payload, to) {
      const announcement = { event, payload, to }
      tell(all, announcement)
      tell(own, announcement)
    },
    subscribe: join(all),
    subscribeOwn: join(own),
    relay: (announcement) => {
      tell(all, announcement)
    },
  }
}
