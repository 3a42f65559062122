import { createContext } from 'svelte'
import { SvelteSet } from 'svelte/reactivity'
import type { AbsenceWhy, PlanWhy, StopWhy } from '../../../shared/plan-why.ts'
import { get } from '../../lib/http.ts'
import { Resource } from '../../lib/resource.svelte.ts'
import type { DayPlan } from '../day-plan.svelte.ts'

/** Why the plan on the screen is as it is, while somebody looks. While a run improves it, nothing is said: it would be old at once. */
export class PlanReasons {
  readonly #answer: Resource<number, PlanWhy>
  readonly #lookers = new SvelteSet<symbol>()

  /** Call while a component starts. */
  constructor(day: DayPlan) {
    const settled = $derived(day.plan.value?.run === null ? day.plan.value : undefined)
    const revision = $derived(settled?.revision)
    this.#answer = new Resource(
      () => (this.#lookers.size > 0 ? settled?.id : undefined),
      (id, signal) => get(`/plans/${id}/why`, {}, signal),
    )
    $effect(() => {
      const known = this.#answer.value
      if (known && revision !== undefined && known.revision < revision) void this.#answer.reload()
    })
  }

  /** Has the reasons at hand until the returned function is called. */
  look(): () => void {
    const looker = Symbol()
    this.#lookers.add(looker)
    return () => {
      this.#lookers.delete(looker)
    }
  }

  get refusal() {
    return this.#answer.refusal
  }

  get isWhole(): boolean {
    return this.#answer.value?.isWhole ?? true
  }

  ofStop(id: number): StopWhy | undefined {
    return this.#answer.value?.stops.find(({ stopId }) => stopId === id)
  }

  ofAbsent(id: number): AbsenceWhy | undefined {
    return this.#answer.value?.absences.find(({ retailerId }) => retailerId === id)
  }
}

export const [useReasons, provideReasons] = createContext<PlanReasons>()
