import type { Fix } from '../../shared/positions.ts'
import type { Stored } from './stored.ts'

/** The contract's limit of one delivery. */
const BATCH = 1000
/** Closer readings tell nothing more about a day on foot or e-bike. */
const SHORTEST_GAP_MILLIS = 5_000
/** A working day at that pace; what is older goes first, so that the phone's storage is never full. */
const LONGEST_QUEUE = 6_000

/** Fixes on their way to the server: kept on the phone until it has acknowledged them. */
export class FixQueue {
  fixes = $state.raw<readonly Fix[]>([])
  readonly #stored: Stored<readonly Fix[]>
  readonly #deliver: (fixes: readonly Fix[]) => Promise<boolean>
  #latest = -Infinity
  #sending = false

  /** @param deliver answers whether the server has acknowledged them */
  constructor(
    stored: Stored<readonly Fix[]>,
    deliver: (fixes: readonly Fix[]) => Promise<boolean>,
  ) {
    this.#stored = stored
    this.#deliver = deliver
    this.fixes = stored.read() ?? []
  }

  /** Takes a reading; one that follows the last too closely is left out. */
  add(fix: Fix): void {
    const at = Date.parse(fix.fixAt)
    if (at - this.#latest < SHORTEST_GAP_MILLIS) return
    this.#latest = at
    this.#keep([...this.fixes, fix].slice(-LONGEST_QUEUE))
  }

  /** @returns whether everything taken so far has been acknowledged */
  async send(): Promise<boolean> {
    if (this.#sending) return false
    this.#sending = true
    try {
      while (this.fixes.length > 0) {
        const batch = this.fixes.slice(0, BATCH)
        if (!(await this.#deliver(batch))) return false
        this.#keep(this.fixes.filter((fix) => !batch.includes(fix)))
      }
      return true
    } finally {
      this.#sending = false
    }
  }

  #keep(fixes: readonly Fix[]): void {
    this.fixes = fixes
    this.#stored.write(fixes.length > 0 ? fixes : undefined)
  }
}
