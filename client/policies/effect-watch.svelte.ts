import type { PolicyEffect } from '../../shared/policy-effect.ts'
import { send, toRefusal, type Refusal } from '../lib/http.ts'
import type { NewPolicy } from './judge-policies.ts'

/** Somebody who types is done with a number by then. */
const PAUSE_MILLIS = 250

/** What policies would make due, asked again a moment after they change; what was known stays until the next is. */
export class EffectWatch {
  effect = $state.raw<PolicyEffect | undefined>(undefined)
  refusal = $state.raw<Refusal | undefined>(undefined)

  /**
   * Call while a component starts.
   * @param policies reactive; undefined while nobody may ask, or they could not be saved
   */
  constructor(policies: () => readonly NewPolicy[] | undefined) {
    const asked = $derived(JSON.stringify(policies()))
    $effect(() => {
      const text = asked as string | undefined
      if (text === undefined) return
      let isPast = false
      const timer = setTimeout(() => {
        void this.#ask(text, () => isPast)
      }, PAUSE_MILLIS)
      return () => {
        isPast = true
        clearTimeout(timer)
      }
    })
  }

  async #ask(text: string, isPast: () => boolean): Promise<void> {
    const body = { policies: JSON.parse(text) as NewPolicy[] }
    try {
      const effect = await send<PolicyEffect>('POST', '/visit-policies/effect', body)
      if (isPast()) return
      this.effect = effect
      this.refusal = undefined
    } catch (error) {
      if (!isPast()) this.refusal = toRefusal(error)
    }
  }
}
