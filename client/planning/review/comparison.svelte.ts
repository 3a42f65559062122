import { SvelteSet } from 'svelte/reactivity'
import type { Plan } from '../../../shared/planning.ts'
import { compareTours, type TourChange } from '../../../shared/compare-tours.ts'
import { get } from '../../lib/http.ts'
import { Resource } from '../../lib/resource.svelte.ts'
import type { DayPlan } from '../day-plan.svelte.ts'

/** The version on the screen beside another of the same day, or beside itself before it was searched on, person by person. */
export class Comparison {
  /** Whether the panel and the old lines are there. */
  open = $state(false)
  /** The old tours alone, for as long as the key is held. */
  peeking = $state(false)
  /** Whether what a search found is to be accepted or taken back. */
  reviewing = $state(false)
  /** Whose tours somebody has said yes to. */
  readonly accepted = new SvelteSet<number>()
  readonly #day: DayPlan
  #chosen = $state<number | undefined>()
  /** The version on the screen as it was before it was searched on. */
  #earlier = $state.raw<Plan | undefined>()
  readonly before: Resource<number, Plan>
  /** Versions there are to compare with. */
  readonly choices = $derived.by(() => {
    const { plan, versions } = this.#day
    return (versions.value ?? []).filter(({ id }) => id !== plan.value?.id)
  })
  /** Of the version on the screen, where its earlier state is one more choice. */
  readonly earlierId = $derived.by(() =>
    this.#isShown(this.#earlier?.id) ? this.#earlier?.id : undefined,
  )
  /** As chosen; else what is published, else the version before. */
  readonly beforeId = $derived.by(() => {
    if (this.earlierId !== undefined && this.#chosen === this.earlierId) return this.#chosen
    const known = this.choices.find(({ id }) => id === this.#chosen)
    const published = this.choices.find(({ status }) => status === 'published')
    return (known ?? published ?? this.choices[0])?.id
  })
  /** Empty until both are there. The first version of a day stands beside nothing. */
  readonly changes: readonly TourChange[] = $derived.by(() => {
    const [before, after] = [this.before.value, this.#day.plan.value]
    if (!after || (!before && this.beforeId !== undefined)) return []
    return compareTours(before?.tours ?? [], after.tours)
  })

  /** Call while a component starts. */
  constructor(day: DayPlan) {
    this.#day = day
    this.before = new Resource(
      () => (this.open ? this.beforeId : undefined),
      async (id, signal) =>
        this.#earlier && this.#isShown(id) ? this.#earlier : get<Plan>(`/plans/${id}`, {}, signal),
    )
  }

  /** The old plan, while it is compared with. */
  get shown(): Plan | undefined {
    return this.open ? this.before.value : undefined
  }

  choose(planId: number): void {
    this.#chosen = planId
    this.accepted.clear()
  }

  /** Opens beside a version. */
  with(planId: number): void {
    this.choose(planId)
    this.open = true
  }

  /**
   * Opens on what a search made of the plan on the screen.
   * @param before another version or the same one, as it was then; undefined: there was none
   */
  review(before: Plan | undefined): void {
    this.#earlier = this.#isShown(before?.id) ? before : undefined
    this.reviewing = true
    this.accepted.clear()
    this.#chosen = before?.id
    if (this.open) void this.before.reload()
    this.open = true
  }

  close(): void {
    this.open = false
    this.peeking = false
    this.reviewing = false
  }

  #isShown(planId: number | undefined): boolean {
    return planId !== undefined && planId === this.#day.plan.value?.id
  }
}
