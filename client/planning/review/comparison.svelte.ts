import type { Plan } from '../../../shared/planning.ts'
import { compareTours, type TourChange } from '../../../shared/compare-tours.ts'
import { get } from '../../lib/http.ts'
import { Resource } from '../../lib/resource.svelte.ts'
import type { DayPlan } from '../day-plan.svelte.ts'

/** The version on the screen beside another of the same day, person by person. */
export class Comparison {
  /** Whether the panel and the old lines are there. */
  open = $state(false)
  /** The old tours alone, for as long as the key is held. */
  peeking = $state(false)
  readonly #day: DayPlan
  #chosen = $state<number | undefined>()
  readonly before: Resource<number, Plan>
  /** Versions there are to compare with. */
  readonly choices = $derived.by(() => {
    const { plan, versions } = this.#day
    return (versions.value ?? []).filter(({ id }) => id !== plan.value?.id)
  })
  /** As chosen; else what is published, else the version before. */
  readonly beforeId = $derived.by(() => {
    const known = this.choices.find(({ id }) => id === this.#chosen)
    const published = this.choices.find(({ status }) => status === 'published')
    return (known ?? published ?? this.choices[0])?.id
  })
  /** Empty until both are there. */
  readonly changes: readonly TourChange[] = $derived.by(() => {
    const [before, after] = [this.before.value, this.#day.plan.value]
    return before && after ? compareTours(before.tours, after.tours) : []
  })

  /** Call while a component starts. */
  constructor(day: DayPlan) {
    this.#day = day
    this.before = new Resource(
      () => (this.open ? this.beforeId : undefined),
      (id, signal) => get<Plan>(`/plans/${id}`, {}, signal),
    )
  }

  /** The old plan, while it is compared with. */
  get shown(): Plan | undefined {
    return this.open ? this.before.value : undefined
  }

  choose(planId: number): void {
    this.#chosen = planId
  }

  close(): void {
    this.open = false
    this.peeking = false
  }
}
