/** Lends the one session of the embedded database to one connection at a time, in the order they asked. */
export class SessionQueue<Holder extends object> {
  #holder: Holder | undefined
  readonly #waiting: { who: Holder; enter: () => void }[] = []

  get holder(): Holder | undefined {
    return this.#holder
  }

  /** Resolves when `who` has the session; at once when it has it already. */
  async enter(who: Holder): Promise<void> {
    if (this.#holder === who) return
    if (this.#holder) await new Promise<void>((enter) => this.#waiting.push({ who, enter }))
    else this.#holder = who
  }

  leave(who: Holder): void {
    if (this.#holder !== who) return
    const next = this.#waiting.shift()
    this.#holder = next?.who
    next?.enter()
  }
}
