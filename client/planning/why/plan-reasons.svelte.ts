import { createContext } from 'svelte'
import { SvelteMap } from 'svelte/reactivity'
import type { AbsenceWhy, OtherDay, OtherDays, PlanWhy, StopWhy } from '../../../shared/plan-why.ts'
import { get } from '../../lib/http.ts'
import { Resource } from '../../lib/resource.svelte.ts'
import type { DayPlan } from '../day-plan.svelte.ts'

/** What somebody looks at: what is left out, or one stop. */
export type Sight = 'absences' | { readonly stopId: number }

/**
 * Why the plan on the screen is as it is: of what somebody looks at, and only that is asked. While a run improves it, nothing
 * is said: it would be old at once.
 */
export class PlanReasons {
  readonly #absences: Resource<string, PlanWhy>
  readonly #stop: Resource<string, PlanWhy>
  readonly #otherDays: Resource<string, OtherDays>
  readonly #sights = new SvelteMap<symbol, Sight>()

  /** Call while a component starts. */
  constructor(day: DayPlan) {
    const settled = $derived(day.plan.value?.run === null ? day.plan.value : undefined)
    const revision = $derived(settled?.revision)
    const isOpen = $derived([...this.#sights.values()].includes('absences'))
    const stopId = $derived(
      [...this.#sights.values()]
        .flatMap((sight) => (sight === 'absences' ? [] : sight.stopId))
        .at(-1),
    )
    const ask = (query: string, signal: AbortSignal) => get<PlanWhy>(`/plans/${query}`, {}, signal)
    this.#absences = new Resource(
      () => (isOpen && settled ? `${settled.id}/why?of=absences` : undefined),
      ask,
    )
    this.#stop = new Resource(
      () => (settled && stopId !== undefined ? `${settled.id}/why?stopId=${stopId}` : undefined),
      ask,
    )
    this.#otherDays = new Resource(
      () => (isOpen && settled ? `${settled.id}/other-days` : undefined),
      (query, signal) => get<OtherDays>(`/plans/${query}`, {}, signal),
    )
    for (const answer of [this.#absences, this.#otherDays, this.#stop])
      $effect(() => {
        const known = answer.value
        if (known && revision !== undefined && known.revision < revision) void answer.reload()
      })
  }

  /** Has the reasons at hand until the returned function is called. */
  look(at: Sight): () => void {
    const looker = Symbol()
    this.#sights.set(looker, at)
    return () => {
      this.#sights.delete(looker)
    }
  }

  refusalOf(sight: Sight) {
    return this.#answerTo(sight).refusal
  }

  isWhole(sight: Sight): boolean {
    return this.#answerTo(sight).value?.isWhole ?? true
  }

  ofStop(id: number): StopWhy | undefined {
    return this.#stop.value?.stops.find(({ stopId }) => stopId === id)
  }

  ofAbsent(id: number): AbsenceWhy | undefined {
    return this.#absences.value?.absences.find(({ retailerId }) => retailerId === id)
  }

  /** Undefined while that is not known, too: what other days cost is found out apart. */
  otherDayOf(id: number): OtherDay | undefined {
    return this.#otherDays.value?.visits.find(({ retailerId }) => retailerId === id)
  }

  #answerTo(sight: Sight) {
    return sight === 'absences' ? this.#absences : this.#stop
  }
}

export const [useReasons, provideReasons] = createContext<PlanReasons>()
