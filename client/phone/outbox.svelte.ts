import type { ProblemCode } from '../../shared/problems.ts'
import type { Action } from './action.ts'
import type { Stored } from './stored.ts'

export interface Entry {
  readonly key: number
  readonly action: Action
  /** What it is about, for the list of what waits. */
  readonly name: string
  /** Why the server will never take it as it is; it then stays until somebody decides. */
  readonly refused?: ProblemCode
}

/** How a delivery went: taken, refused for good, or to be tried again. */
export type Delivery =
  | { readonly result: 'taken' }
  | { readonly result: 'refused'; readonly code: ProblemCode }
  | { readonly result: 'later' }

const FIRST_WAIT_MILLIS = 2_000
const LONGEST_WAIT_MILLIS = 60_000

/**
 * What was done on this phone and has not reached the server, in order. It outlives the page; an entry leaves
 * only when the server has taken it, or when its person gives it up.
 */
export class Outbox {
  entries = $state.raw<readonly Entry[]>([])
  readonly waiting = $derived(this.entries.filter(({ refused }) => refused === undefined))
  readonly refused = $derived(this.entries.filter(({ refused }) => refused !== undefined))
  readonly #stored: Stored<readonly Entry[]>
  readonly #deliver: (action: Action) => Promise<Delivery>
  #wait = FIRST_WAIT_MILLIS
  #timer: ReturnType<typeof setTimeout> | undefined
  #sending = false

  constructor(stored: Stored<readonly Entry[]>, deliver: (action: Action) => Promise<Delivery>) {
    this.#stored = stored
    this.#deliver = deliver
    this.entries = stored.read() ?? []
  }

  /** Keeps an action and sends it as soon as it can be. */
  add(action: Action, name: string): void {
    const key = Math.max(0, ...this.entries.map((entry) => entry.key)) + 1
    this.#keep([...this.entries, { key, action, name }])
    void this.send()
  }

  retry({ key, action, name }: Entry): void {
    this.#keep(this.entries.map((entry) => (entry.key === key ? { key, action, name } : entry)))
    void this.send()
  }

  discard({ key }: Entry): void {
    this.#keep(this.entries.filter((entry) => entry.key !== key))
  }

  /** Sends what waits, one after the other, until nothing is left or the server cannot be reached. */
  async send(): Promise<void> {
    if (this.#sending) return
    this.#sending = true
    clearTimeout(this.#timer)
    try {
      for (let next = this.waiting[0]; next; next = this.waiting[0])
        if (!(await this.#sendOne(next))) break
    } finally {
      this.#sending = false
    }
  }

  /** Ends the retries; what waits stays stored. */
  stop(): void {
    clearTimeout(this.#timer)
  }

  async #sendOne(entry: Entry): Promise<boolean> {
    const delivery = await this.#deliver(entry.action)
    if (delivery.result === 'later') {
      this.#timer = setTimeout(() => void this.send(), this.#wait)
      this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MILLIS)
      return false
    }
    this.#wait = FIRST_WAIT_MILLIS
    if (delivery.result === 'taken') this.discard(entry)
    else {
      const { code } = delivery
      const mark = (other: Entry) => (other.key === entry.key ? { ...other, refused: code } : other)
      this.#keep(this.entries.map(mark))
    }
    return true
  }

  #keep(entries: readonly Entry[]): void {
    this.entries = entries
    this.#stored.write(entries.length > 0 ? entries : undefined)
  }
}
