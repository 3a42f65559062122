import type { AbsenceReason } from '../../shared/absences.ts'
import { compareTours } from '../../shared/compare-tours.ts'
import type { Person } from '../../shared/people.ts'
import type { Plan } from '../../shared/planning.ts'
import { send } from '../lib/http.ts'
import { toasts } from '../lib/toast.svelte.ts'
import { t } from './words.ts'

/** A published day is about to change: what is asked, and the draft that is looked at before it is published. */
export class DayChange {
  /** About whose absence is asked, or whose stops the draft redistributes; undefined: the whole rest of the day. */
  person = $state.raw<Person | undefined>()
  asking = $state(false)
  draft = $state.raw<Plan | undefined>()
  busy = $state(false)
  readonly #published: () => Plan | null | undefined
  readonly #onpublished: (plan: Plan) => void
  /** Person by person against the plan in force; only those for whom something is different. */
  readonly changes = $derived.by(() => {
    const [published, { draft }] = [this.#published(), this]
    if (!published || !draft) return []
    return compareTours(published.tours, draft.tours).filter(({ stops }) => stops.length > 0)
  })
  /** What had a place in the plan in force and has none in the draft. */
  readonly left = $derived.by(() => {
    const known = (this.#published()?.unassigned ?? []).map(({ retailerId }) => retailerId)
    return (this.draft?.unassigned ?? []).filter(({ retailerId }) => !known.includes(retailerId))
  })
  /** Stops that the person has still ahead. */
  readonly ahead = $derived.by(() => {
    const tour = this.#published()?.tours.find(({ personId }) => personId === this.person?.id)
    return tour?.stops.filter(({ outcome }) => outcome === null).length ?? 0
  })

  /**
   * Call while a component starts.
   * @param published the plan in force, reactive
   * @param onpublished hears of the plan that is in force from then on
   */
  constructor(
    published: () => Plan | null | undefined,
    onpublished: (plan: Plan) => void = () => undefined,
  ) {
    this.#published = published
    this.#onpublished = onpublished
  }

  askAbsence(person: Person): void {
    this.person = person
    this.asking = true
  }

  /** Notes the absence, and makes a draft in which colleagues have the stops. */
  async setAbsent(day: string, reason: AbsenceReason, redistribute: boolean): Promise<void> {
    const { person } = this
    const plan = this.#published()
    if (!person) return
    await this.#perform(async () => {
      await send('PUT', `/people/${person.id}/absences/${day}`, { reason })
      if (plan && redistribute)
        this.draft = await send<Plan>('POST', `/plans/${plan.id}/redistribute`, {
          personId: person.id,
        })
      else toasts.done(t('absent.done'))
      this.asking = false
    })
  }

  async replanRest(): Promise<void> {
    const plan = this.#published()
    if (!plan) return
    this.person = undefined
    await this.#perform(async () => {
      this.draft = await send<Plan>('POST', `/plans/${plan.id}/replan-rest`)
    })
  }

  async publish(): Promise<void> {
    const { draft } = this
    if (!draft) return
    const changed = this.changes.length
    await this.#perform(async () => {
      const { id, revision } = draft
      const plan = await send<Plan>('POST', `/plans/${id}/publish`, { revision })
      toasts.done(t('published.done', { n: changed }))
      this.draft = undefined
      this.#onpublished(plan)
    })
  }

  /** A draft that nobody wants goes away; an absence that was noted stays. */
  async cancel(): Promise<void> {
    const { draft } = this
    this.asking = false
    this.draft = undefined
    if (draft)
      await this.#perform(() => send('DELETE', `/plans/${draft.id}?revision=${draft.revision}`))
  }

  /** Keeps the draft for the planning desk. */
  keep(): void {
    this.draft = undefined
  }

  async #perform(work: () => Promise<unknown>): Promise<void> {
    this.busy = true
    try {
      await work()
    } catch (error) {
      toasts.refused(error)
    } finally {
      this.busy = false
    }
  }
}
