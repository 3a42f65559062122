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
  /** How much an entry counts towards the two limits. */
  sizeOf: (entry: Entry) => number
  /** Most of one commit, unless a single entry is larger. */
  largest: number
  /** Most that may wait before newcomers are sent away. */
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
  let waitingSize = 0
  let running: Promise<void> | undefined
  let closed = false

  async function run(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, options.windowMillis))
    while (queue.length > 0) await commitSome(takeSome())
    // In the same turn as the check above: an entry that comes next starts a run of its own.
    running = undefined
  }

  /** The first of the queue, and what of the next fits with it. */
  function takeSome(): Waiting<Entry, Result>[] {
    let size = 0
    const next = queue.findIndex(({ entry }, index) => {
      size += options.sizeOf(entry)
      return index > 0 && size > options.largest
    })
    const taken = queue.splice(0, next === -1 ? queue.length : next)
    for (const { entry } of taken) waitingSize -= options.sizeOf(entry)
    return taken
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
      const size = options.sizeOf(entry)
      if (closed || waitingSize + size > options.mostWaiting)
        return Promise.reject(new Problem('unavailable', 'too much is waiting; send again'))
      return new Promise<Result>((resolve, reject) => {
        queue.push({ entry, resolve, reject })
        waitingSize += size
        running ??= run()
      })
    },
    async close() {
      closed = true
      await running
    },
  }
}
