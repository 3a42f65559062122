import { Problem } from '../platform/problem.ts'

export interface GroupCommit<Entry, Result> {
  /** Resolves after the commit that holds the entry. @throws Problem unavailable when it was not stored */
  submit(entry: Entry): Promise<Result>
  /** Commits what waits, then takes nothing more. */
  close(): Promise<void>
}

interface Options<Entry, Result> {
  /** How long the first entry waits for company. */
  windowMillis: number
  /** Most entries of one commit, and most that may wait before newcomers are sent away. */
  largest: number
  mostWaiting: number
  /** Stores all entries or none; one result for each, in their order. */
  commit: (entries: Entry[]) => Promise<Result[]>
  failed: (error: unknown) => void
}

interface Waiting<Entry, Result> {
  readonly entry: Entry
  readonly resolve: (result: Result) => void
  readonly reject: (reason: Problem) => void
}

/**
 * Lets concurrent writers share one commit: an fsync costs the same for one row as for a hundred.
 * One commit runs at a time; what arrives meanwhile goes into the next.
 */
export function createGroupCommit<Entry, Result>(
  options: Options<Entry, Result>,
): GroupCommit<Entry, Result> {
  const queue: Waiting<Entry, Result>[] = []
  let running: Promise<void> | undefined
  let closed = false

  async function run(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, options.windowMillis))
    while (queue.length > 0) await commitSome(queue.splice(0, options.largest))
    // In the same turn as the check above: an entry that comes next starts a run of its own.
    running = undefined
  }

  async function commitSome(waiting: Waiting<Entry, Result>[]): Promise<void> {
    try {
      const results = await options.commit(waiting.map(({ entry }) => entry))
      waiting.forEach(({ resolve }, index) => {
        resolve(results[index] as Result)
      })
    } catch (error) {
      options.failed(error)
      for (const { reject } of waiting) reject(new Problem('unavailable', 'not stored; send again'))
    }
  }

  return {
    submit(entry) {
      if (closed || queue.length >= options.mostWaiting)
        return Promise.reject(new Problem('unavailable', 'too much is waiting; send again'))
      return new Promise<Result>((resolve, reject) => {
        queue.push({ entry, resolve, reject })
        running ??= run()
      })
    },
    async close() {
      closed = true
      await running
    },
  }
}
