import { createContext } from 'svelte'
import { SvelteMap } from 'svelte/reactivity'
import type { OtherDay, OtherDays, PlanWhy, StopWhy } from '../../../shared/plan-why.ts'
import { get } from '../../lib/http.ts'
import { Resource } from '../../lib/resource.svelte.ts'
import type { DayPlan } from '../day-plan.svelte.ts'
import { AbsenceReasons } from './absence-reasons.svelte.ts'

/**
 * Why the plan on the screen is as it is: of what somebody looks at, and only that is asked. While a run improves it, nothing
 * is said: it would be old at once.
 */
export class PlanReasons {
  readonly absences: AbsenceReasons
  readonly #stop: Resource<string, PlanWhy>
  readonly #otherDays: Resource<string, OtherDays>
  readonly #stopsSeen = new SvelteMap<symbol, number>()

  /** Call while a component starts. */
  constructor(day: DayPlan) {
    const settled = $derived(day.plan.value?.run === null ? day.plan.value : undefined)
    const revision = $derived(settled?.revision)
    this.absences = new AbsenceReasons(() => settled)
    const stopId = $derived([...this.#stopsSeen.values()].at(-1))
    this.#stop = new Resource(
      () => (settled && stopId !== undefined ? `${settled.id}/why?stopId=${stopId}` : undefined),
      (query, signal) => get<PlanWhy>(`/plans/${query}`, {}, signal),
    )
    this.#otherDays = new Resource(
      () => (this.absences.isOpen && settled ? `${settled.id}/other-days` : undefined),
      (query, signal) => get<OtherDays>(`/plans/${query}`, {}, signal),
    )
    for (const answer of [this.#otherDays, this.#stop])
      $effect(() => {
        const known = answer.value
        if (known && revision !== undefined && known.revision < revision) void answer.reload()
      })
  }

  /** Has the reasons of a stop at hand until the returned function is called. */
  look(stopId: number): () => void {
    const looker = Symbol()
    this.#stopsSeen.set(looker, stopId)
    return () => {
      this.#stopsSeen.delete(looker)
    }
  }

  /** Of the stop that is looked at. */
  get refusal() {
    return this.#stop.refusal
  }

  get isWhole(): boolean {
    return this.#stop.value?.isWhole ?? true
  }

  ofStop(id: number): StopWhy | undefined {
    return this.#stop.value?.stops.find(({ stopId }) => stopId === id)
  }

  /** Undefined while that is not known, too: what other days cost is found out apart. */
  otherDayOf(id: number): OtherDay | undefined {
    return this.#otherDays.value?.visits.find(({ retailerId }) => retailerId === id)
  }
}

export const [useReasons, provideReasons] = createContext<PlanReasons>()
