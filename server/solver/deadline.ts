/** What must be done behind the end takes up to so much of the time so far, or these milliseconds. */
const GRACE = 0.02
const LEAST_GRACE = 250

/** What may end a search but its rounds. */
export interface TimeLimits {
  /** Wall time from the call. */
  readonly milliseconds?: number
  /** An AbortSignal, or anything alike. */
  readonly signal?: { readonly aborted: boolean }
  /** Milliseconds; absent = wall time. */
  readonly clock?: () => number
}

/** Whether to stop and leave things as they are; asked before every bit of work. */
export type IsOver = () => boolean

/** When a search must end, for all its parts. Without limits it never is over, so that no clock decides. */
export class Deadline {
  readonly #clock: () => number
  readonly #begun: number
  readonly #milliseconds: number
  readonly #signal: { readonly aborted: boolean } | undefined

  constructor({ milliseconds = Infinity, signal, clock = () => performance.now() }: TimeLimits) {
    this.#clock = clock
    this.#begun = clock()
    this.#milliseconds = milliseconds
    this.#signal = signal
  }

  readonly isOver: IsOver = () => this.used() >= 1

  /** Milliseconds since the beginning. */
  elapsed(): number {
    return this.#clock() - this.#begun
  }

  /** What part of the time is used up; 1 once nobody wants the search to go on. */
  used(): number {
    if (this.#signal?.aborted) return 1
    if (this.#milliseconds === Infinity) return 0
    const elapsed = this.elapsed()
    return elapsed < this.#milliseconds ? elapsed / this.#milliseconds : 1
  }

  /** Over when so much of all the time has been used from now on, or all of it. */
  allot(share: number): IsOver {
    const end = Math.min(1, this.used() + share)
    return () => this.used() >= end
  }

  /** Over when the search is, but not before a short while from now: for what makes a plan whole. */
  grace(): IsOver {
    const now = this.elapsed()
    const end = now + Math.max(LEAST_GRACE, GRACE * now)
    return () => this.isOver() && this.elapsed() >= end
  }
}
