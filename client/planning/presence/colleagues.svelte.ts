import { createContext, untrack } from 'svelte'
import { SvelteMap } from 'svelte/reactivity'
import type { PlanPresence } from '../../../shared/plan-edits.ts'
import { live } from '../../lib/live.svelte.ts'
import { session } from '../../lib/session.svelte.ts'

/** How often a page says again that it is there, and after how long a silence somebody is taken for gone. */
const SAY_EVERY_MILLIS = 10_000
const GONE_AFTER_MILLIS = 25_000

interface Heard {
  readonly tourOf: number | null
  /** Milliseconds of this machine. */
  readonly at: number
}

/** What a page says of itself: the version on its screen, and whose tour somebody is at. */
export interface Whereabouts {
  readonly planId: number
  readonly tourOf: number | null
}

/** Who else has the version on the screen before them, and at whose tour they are. */
export class Colleagues {
  readonly #heard = new SvelteMap<number, Heard>()
  readonly #own: () => Whereabouts | undefined

  /** @param own reactive; call while a component starts */
  constructor(own: () => Whereabouts | undefined) {
    this.#own = own
    const planId = $derived(own()?.planId)
    const tourOf = $derived(own()?.tourOf)
    $effect(() => {
      const here = planId
      if (here === undefined) return
      return () => {
        live.attend({ planId: here, tourOf: null, here: false })
        this.#heard.clear()
      }
    })
    $effect(() => {
      if (planId === undefined || tourOf === undefined) return
      this.#say()
      const timer = setInterval(() => {
        this.#say()
        this.#forgetSilent()
      }, SAY_EVERY_MILLIS)
      return () => {
        clearInterval(timer)
      }
    })
    $effect(() => live.onReturn(() => this.#say()))
    $effect(() =>
      live.on('plan:attended', (presence) => {
        this.#hear(presence)
      }),
    )
  }

  /** Of everybody else at this version, in the order of their coming. */
  get personIds(): number[] {
    return [...this.#heard.keys()]
  }

  /** Those who are at somebody's tour. */
  at(personId: number): number[] {
    return [...this.#heard].filter(([, { tourOf }]) => tourOf === personId).map(([id]) => id)
  }

  #say(): void {
    const own = untrack(this.#own)
    if (own) live.attend({ ...own, here: true })
  }

  #hear({ planId, personId, tourOf, here }: PlanPresence): void {
    if (planId !== this.#own()?.planId) return
    if (personId === session.me?.id) {
      // Of another page of one's own: this one is still here.
      if (!here) this.#say()
      return
    }
    const isNew = !this.#heard.has(personId)
    if (here) this.#heard.set(personId, { tourOf, at: performance.now() })
    else this.#heard.delete(personId)
    // Whoever comes does not know yet who was there before.
    if (here && isNew) this.#say()
  }

  #forgetSilent(): void {
    const since = performance.now() - GONE_AFTER_MILLIS
    for (const [personId, { at }] of this.#heard) if (at < since) this.#heard.delete(personId)
  }
}

export const [useColleagues, provideColleagues] = createContext<Colleagues>()
