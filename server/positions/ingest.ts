import type { Acceptance } from '../../shared/positions.ts'
import type { Clock } from '../platform/clock.ts'
import type { Db } from '../platform/database/index.ts'
import { acceptFixes, type Delivery, type Move } from './accept-fixes.ts'
import { createGroupCommit } from './group-commit.ts'

export interface Ingest {
  /** Answers after the commit. @throws Problem unavailable: nothing was stored, send again */
  accept: (delivery: Delivery) => Promise<Acceptance>
  /** Commits what waits and takes nothing more. */
  close: () => Promise<void>
}

export interface IngestOptions {
  db: Db
  clock: Clock
  /** Hears of everyone whose latest position went forward, after the commit. */
  moved: (moves: Move[]) => void
  /** Hears of a commit that failed; its senders were told to try again. */
  failed: (error: unknown) => void
}

/** The one way in for positions, whatever channel brings them. */
export function createIngest({ db, clock, moved, failed }: IngestOptions): Ingest {
  const group = createGroupCommit<Delivery, Acceptance>({
    windowMillis: 10,
    sizeOf: ({ fixes }) => fixes.length,
    // A second's work for the database, and some 60 MB: phones send on when they hear nothing.
    largest: 5_000,
    mostWaiting: 100_000,
    async commit(deliveries) {
      const { acceptances, moves } = await acceptFixes(db, clock.now().getTime(), deliveries)
      if (moves.length > 0) moved(moves)
      return acceptances
    },
    failed,
  })
  return {
    accept: (delivery) => group.submit(delivery),
    close: () => group.close(),
  }
}
