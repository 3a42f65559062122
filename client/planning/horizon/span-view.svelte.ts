import type { Horizon, Span, SpanCell, SpanDay } from '../../../shared/horizon.ts'
import { addDays, isoWeekday } from '../../../shared/time.ts'
import { clock } from '../../lib/clock.svelte.ts'
import { get, send } from '../../lib/http.ts'
import { live } from '../../lib/live.svelte.ts'
import { Resource } from '../../lib/resource.svelte.ts'
import { toasts } from '../../lib/toast.svelte.ts'
import { url } from '../../lib/url.svelte.ts'
import { cellsByDay, keyOf } from './span-cells.ts'
import { t } from './words.ts'

/** Calendar days of each; a day is the other view of the screen. */
export const spans = { day: 1, week: 7, '2w': 14, cycle: 28 } as const
export type SpanName = keyof typeof spans
/** No days at all: whose shops are where. */
const TERRITORY = 'territory'

/** Drafts of a running horizon are read again at most so often. */
const READ_EVERY_MILLIS = 1000

/** The span in the address; a day without one. */
export function chosenSpan(): SpanName {
  const name = url.query('span') ?? 'day'
  return Object.hasOwn(spans, name) ? (name as SpanName) : 'day'
}

export const isTerritory = () => url.query('span') === TERRITORY

export function chooseSpan(name: SpanName | typeof TERRITORY): void {
  url.patch({ span: name === 'day' ? undefined : name, sel: undefined, v: undefined })
}

/** The days from the Monday before the day in view on, and what is planned on them. */
export class SpanView {
  readonly span: Resource<string, Span>
  busy = $state(false)
  readonly #scope: () => { teamId: number | undefined; day: string }
  readonly from = $derived.by(() => {
    const { day } = this.#scope()
    return addDays(day, 1 - isoWeekday(day))
  })
  readonly until = $derived(addDays(this.from, spans[chosenSpan()] - 1))
  /** Days from today on, on which anybody works: those that can be planned. */
  readonly ahead = $derived.by(() =>
    (this.span.value?.days ?? []).filter(({ day, working }) => working && day >= clock.today),
  )
  readonly drafts = $derived.by(() =>
    (this.span.value?.days ?? []).filter(({ plan }) => plan?.status === 'draft'),
  )
  readonly #cells = $derived.by(() => cellsByDay(this.span.value?.cells ?? []))
  #waiting: ReturnType<typeof setTimeout> | undefined

  /** @param scope reactive; call while a component starts */
  constructor(scope: () => { teamId: number | undefined; day: string }) {
    this.#scope = scope
    const key = () => {
      const { teamId } = scope()
      return teamId === undefined ? undefined : `${teamId} ${this.from} ${this.until}`
    }
    this.span = new Resource(key, (_, signal) => {
      const { teamId } = scope()
      return get('/plans/horizon', { teamId, from: this.from, until: this.until }, signal)
    })
    const hear = ({ teamId, day }: { teamId: number; day: string }) => {
      if (teamId === scope().teamId && day >= this.from && day <= this.until) this.#readSoon()
    }
    $effect(() => live.on('plan:improved', hear))
    $effect(() => live.on('plan:published', hear))
    $effect(() => live.onReturn(() => void this.span.reload()))
    $effect(() => {
      if (this.span.value?.horizon?.run) this.#readSoon()
    })
    $effect(() => () => {
      clearTimeout(this.#waiting)
    })
  }

  cell(personId: number, { day }: SpanDay): SpanCell | undefined {
    return this.#cells.get(keyOf({ personId, day }))
  }

  /** Plans all working days that are left as one. */
  async optimise(): Promise<void> {
    const { teamId } = this.#scope()
    const [first] = this.ahead
    if (teamId === undefined || !first) return
    await this.#perform(async () => {
      await send<Horizon>('POST', '/plans/horizon', {
        ...{ teamId, from: first.day, days: this.ahead.length },
      })
    })
  }

  /** Ends improving with the best so far, or removes the drafts. */
  async end({ id }: Horizon, discard: boolean): Promise<void> {
    await this.#perform(async () => {
      await send<Horizon>('DELETE', `/plans/horizon/${id}/run${discard ? '?discard=true' : ''}`)
    })
  }

  /** Publishes drafts, first to last; stops at the first that is refused. */
  async publish(days: readonly SpanDay[]): Promise<void> {
    await this.#perform(async () => {
      const running = this.span.value?.horizon
      if (running) await send<Horizon>('DELETE', `/plans/horizon/${running.id}/run`)
      let published = 0
      for (const { plan } of days) {
        if (plan?.status !== 'draft') continue
        // What a run saved last is nobody's change: any revision since the last edit will do.
        await send('POST', `/plans/${plan.id}/publish`, { revision: plan.revision })
        published += 1
      }
      toasts.done(t('published.all', { n: published }))
    })
  }

  async #perform(act: () => Promise<void>): Promise<void> {
    this.busy = true
    try {
      await act()
    } catch (error) {
      toasts.refused(error)
    }
    await this.span.reload()
    this.busy = false
  }

  #readSoon(): void {
    this.#waiting ??= setTimeout(() => {
      this.#waiting = undefined
      void this.span.reload()
    }, READ_EVERY_MILLIS)
  }
}
