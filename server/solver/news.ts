import type { Deadline } from './deadline.ts'

/** Telling takes at most one part in so many of all the time. */
const PARTS = 10

/** Tells of better plans, but no oftener than there is time for: with hundreds of stops left out each takes milliseconds. */
export class News {
  readonly #deadline: Deadline
  readonly #tell: () => void
  #due = -Infinity
  #isBehind = false

  /** @param tell tells of the best plan there is */
  constructor(deadline: Deadline, tell: () => void) {
    this.#deadline = deadline
    this.#tell = tell
  }

  /** There is a better plan. */
  tell(): void {
    this.#isBehind = this.#deadline.elapsed() < this.#due
    if (this.#isBehind) return
    const begun = this.#deadline.elapsed()
    this.#tell()
    const ended = this.#deadline.elapsed()
    this.#due = ended + (PARTS - 1) * (ended - begun)
  }

  /** Tells what has not been told yet. */
  tellLast(): void {
    if (this.#isBehind) this.#tell()
  }
}
