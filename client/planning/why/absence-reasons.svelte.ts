import { SvelteMap, SvelteSet } from 'svelte/reactivity'
import type { AbsenceWhy, PlanWhy } from '../../../shared/plan-why.ts'
import type { Plan } from '../../../shared/planning.ts'
import { get } from '../../lib/http.ts'
import { Resource } from '../../lib/resource.svelte.ts'

/** Asked for at once: each takes some 10 ms of a large team, and the first should not wait for the others. */
const BATCH = 4

interface Batch {
  readonly planId: number
  readonly revision: number
  readonly retailerIds: readonly number[]
}

interface Answer {
  readonly planId: number
  readonly revision: number
  /** Undefined: it is not left out any more. */
  readonly why: AbsenceWhy | undefined
}

/** Why visits are in no tour: of those on the screen, few at a time, and of none twice. */
export class AbsenceReasons {
  readonly #seen = new SvelteSet<number>()
  /** What was known of an older revision stays until more is. */
  readonly #known = new SvelteMap<number, Answer>()
  readonly #answer: Resource<string, { batch: Batch; answer: PlanWhy }>
  readonly #idOf = new WeakMap<Element, number>()
  #observer: IntersectionObserver | undefined

  /**
   * Call while a component starts.
   * @param settled the plan, while nobody improves it
   */
  constructor(settled: () => Pick<Plan, 'id' | 'revision'> | undefined) {
    const batch = $derived(this.#nextBatch(settled()))
    this.#answer = new Resource(
      () => batch && [batch.planId, batch.revision, ...batch.retailerIds].join(' '),
      async (key, signal) => {
        const [planId = 0, revision = 0, ...retailerIds] = key.split(' ').map(Number)
        const query = retailerIds.map((id) => `&retailerId=${id}`).join('')
        const answer = await get<PlanWhy>(`/plans/${planId}/why?of=absences${query}`, {}, signal)
        return { batch: { planId, revision, retailerIds }, answer }
      },
    )
    $effect(() => {
      if (this.#answer.value) this.#keep(this.#answer.value)
    })
    $effect(() => () => this.#observer?.disconnect())
  }

  /** Whether any such visit is on the screen. */
  get isOpen(): boolean {
    return this.#seen.size > 0
  }

  get refusal() {
    return this.#answer.refusal
  }

  of(retailerId: number): AbsenceWhy | undefined {
    return this.#known.get(retailerId)?.why
  }

  /** An attachment of the element that tells of a visit: it is asked about while it can be seen. */
  whileSeen(retailerId: number): (element: Element) => () => void {
    return (element) => {
      // One for all, so that all that come into sight together are told together.
      this.#observer ??= new IntersectionObserver((entries) => {
        for (const { target, isIntersecting } of entries) {
          const id = this.#idOf.get(target)
          if (id === undefined) continue
          if (isIntersecting) this.#seen.add(id)
          else this.#seen.delete(id)
        }
      })
      this.#idOf.set(element, retailerId)
      this.#observer.observe(element)
      return () => {
        this.#observer?.unobserve(element)
        this.#seen.delete(retailerId)
      }
    }
  }

  #nextBatch(plan: Pick<Plan, 'id' | 'revision'> | undefined): Batch | undefined {
    if (!plan) return undefined
    const isOld = (id: number) => {
      const known = this.#known.get(id)
      return known?.planId !== plan.id || known.revision !== plan.revision
    }
    const retailerIds = [...this.#seen].filter(isOld).slice(0, BATCH)
    if (retailerIds.length === 0) return undefined
    return { planId: plan.id, revision: plan.revision, retailerIds }
  }

  #keep({ batch: { planId, revision, retailerIds }, answer }: { batch: Batch; answer: PlanWhy }) {
    for (const id of retailerIds) {
      const why = answer.absences.find(({ retailerId }) => retailerId === id)
      this.#known.set(id, { planId, revision, why })
    }
  }
}
