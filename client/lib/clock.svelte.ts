import type { FieldTime } from '../../shared/simulation.ts'
import { dayOf } from '../../shared/time.ts'
import { get } from './http.ts'
import { session } from './session.svelte.ts'

/**
 * The field's clock, which a simulated day moves and speeds up. This machine's own date is never asked: only
 * how long ago the server told its time.
 */
class FieldClock {
  #base = $state.raw({ at: Date.now(), heard: performance.now(), rate: 1 })
  #now = $state(Date.now())
  readonly today = $derived(dayOf(this.#now, session.timeZone))

  constructor() {
    setInterval(() => {
      this.#tick()
    }, 1000)
  }

  /** Milliseconds since 1970 of the field, ticking once a second. */
  get now(): number {
    return this.#now
  }

  /** The same, to the millisecond, without ticking: for animations. */
  read(): number {
    return this.#base.at + (performance.now() - this.#base.heard) * this.#base.rate
  }

  get rate(): number {
    return this.#base.rate
  }

  set(time: FieldTime): void {
    this.#base = { at: Date.parse(time.at), heard: performance.now(), rate: time.rate }
    this.#tick()
  }

  async load(): Promise<void> {
    this.set(await get<FieldTime>('/clock'))
  }

  #tick(): void {
    this.#now = this.read()
  }
}

export const clock = new FieldClock()
