import type { LngLat } from '../../shared/geo.ts'
import type { VisitChange } from '../../shared/live.ts'
import type { MyDay as Answer, Stop } from '../../shared/planning.ts'
import type { NewReport, VisitFinding } from '../../shared/reports.ts'
import type { CheckOut, Skip, Visit } from '../../shared/visits.ts'
import { clock } from '../lib/clock.svelte.ts'
import { shopName } from '../lib/format.ts'
import { get, send, toRefusal } from '../lib/http.ts'
import { compareTours, type StopChange } from '../../shared/compare-tours.ts'
import { legLines, type LegLine } from '../../shared/leg-lines.ts'
import { live } from '../lib/live.svelte.ts'
import { Resource } from '../lib/resource.svelte.ts'
import { toasts } from '../lib/toast.svelte.ts'
import { visibility } from '../lib/visibility.svelte.ts'
import { pathOf, withActions, type Action, type MyStop } from './action.ts'
import { instantOf } from './instant.ts'
import { Outbox, type Delivery } from './outbox.svelte.ts'
import { Shift } from './shift.svelte.ts'
import { stored } from './stored.ts'
import { t } from './words.ts'

type Observations = NonNullable<CheckOut['observations']>

/** A field person's own day: the tour, what was done, and what of it has not reached the server yet. */
export class MyDay {
  readonly answer: Resource<string, Answer>
  readonly outbox: Outbox
  readonly shift: Shift
  /** What the last publication changed of the tour, until its person has read it. */
  changes = $state.raw<readonly StopChange[]>([])
  /** The stop looked at instead of the next one. */
  chosenId = $state<number | undefined>(undefined)
  readonly stops: readonly MyStop[] = $derived.by(() =>
    withActions(
      this.answer.value?.tour?.stops ?? [],
      this.outbox.waiting.map(({ action }) => action),
    ),
  )
  /** How each leg lies on the map, in the order of the stops, the way home at the end. */
  readonly legs: readonly LegLine[] = $derived.by(() => {
    const tour = this.answer.value?.tour
    return tour ? legLines(tour) : []
  })
  readonly open = $derived(this.stops.find(({ outcome }) => outcome === 'open'))
  readonly next = $derived(this.stops.find(({ outcome }) => outcome === null))
  /** What the card is about. */
  readonly card = $derived(
    this.stops.find(({ id }) => id === this.chosenId) ?? this.open ?? this.next,
  )
  readonly done = $derived(this.stops.filter(({ outcome }) => outcome === 'done').length)
  readonly skipped = $derived(this.stops.filter(({ outcome }) => outcome === 'skipped').length)

  /** Call while a component starts. */
  constructor(personId: number) {
    this.shift = new Shift(personId)
    this.outbox = new Outbox(stored(`beatline-outbox-${personId}`), (action) =>
      this.#deliver(action),
    )
    this.answer = new Resource(
      () => clock.today,
      (day, signal) => get('/my/day', { day }, signal),
    )
    $effect(() =>
      live.on('visit:changed', (change) => {
        if (change.personId === personId) this.#mark(change)
      }),
    )
    $effect(() =>
      live.on('plan:published', ({ day }) => {
        if (day !== clock.today) return
        void this.#readAgain()
      }),
    )
    $effect(() => {
      const { planId, tour } = this.answer.value ?? {}
      // What is not looked at has not been seen.
      const mine = tour?.companion?.personId === personId ? tour.companion : tour
      if (planId && mine?.seenAt === null && visibility.shown) void this.#confirm(planId)
    })
    $effect(() =>
      live.onReturn(() => {
        void this.#readAgain()
        void this.outbox.send()
      }),
    )
    $effect(() => {
      void this.outbox.send()
      return () => {
        this.outbox.stop()
        this.shift.close()
      }
    })
  }

  checkIn(stop: Stop): void {
    const { recent } = this.shift
    const accuracyMetres = recent?.accuracyMetres
    const body = {
      id: crypto.randomUUID(),
      retailerId: stop.retailerId,
      stopId: stop.id,
      arrivedAt: this.#now(),
      ...(recent ? { at: recent.at } : {}),
      ...(accuracyMetres === undefined ? {} : { accuracyMetres }),
    }
    this.chosenId = undefined
    this.outbox.add({ kind: 'check-in', body }, shopName(stop))
  }

  /** @param finding of a place that a report is about */
  checkOut(stop: Stop, observations: Observations, finding?: VisitFinding): void {
    if (stop.visitId === null) return
    const body = { leftAt: this.#now(), observations, ...(finding ? { finding } : {}) }
    this.chosenId = undefined
    this.outbox.add(
      { kind: 'check-out', visitId: stop.visitId, stopId: stop.id, body },
      shopName(stop),
    )
  }

  skip(stop: Stop, reason: Skip['reason']): void {
    const { id: stopId, retailerId } = stop
    const body = { id: crypto.randomUUID(), retailerId, stopId, at: this.#now(), reason }
    this.chosenId = undefined
    this.outbox.add({ kind: 'skip', body }, shopName(stop))
  }

  report(kind: NewReport['kind'], description: string, at: LngLat | undefined): void {
    const body: NewReport = {
      id: crypto.randomUUID(),
      channel: 'patrol',
      kind,
      description,
      occurredAt: this.#now(),
      ...(at ? { at } : {}),
    }
    this.outbox.add({ kind: 'report', body }, t(`report.kind.${kind}`))
  }

  /** Reads the tour anew and notes what became different, on top of what was not read yet. */
  async #readAgain(): Promise<void> {
    const before = this.answer.value
    await this.answer.reload()
    const after = this.answer.value
    if (!before?.tour || !after || before.planId === after.planId) return
    const changes = compareTours([before.tour], after.tour ? [after.tour] : [])
    const stops = changes.flatMap((change) => change.stops)
    if (stops.length === 0) return
    const unread = this.changes.filter(
      (change) => !stops.some(({ retailerId }) => retailerId === change.retailerId),
    )
    this.changes = [...unread, ...stops]
    toasts.done(t('today.changed'))
  }

  async #confirm(planId: number): Promise<void> {
    try {
      await send('PUT', `/my/plans/${planId}/receipt`)
    } catch {
      // Without signal: the next answer says that it is still unseen, and it is confirmed then.
    }
  }

  #now(): string {
    return instantOf(clock.read())
  }

  async #deliver(action: Action): Promise<Delivery> {
    try {
      const answer = await send<Visit>('POST', pathOf(action), action.body)
      // Before the entry leaves the outbox, so that the stop never falls back for a moment.
      if (action.kind !== 'report') this.#mark({ ...answer, visitId: answer.id })
      return { result: 'taken' }
    } catch (error) {
      const { code } = toRefusal(error)
      if (code === 'unreachable' || passing.has(code)) return { result: 'later' }
      toasts.refused(error)
      void this.answer.reload()
      return { result: 'refused', code }
    }
  }

  /** By its shop too: a version that changes nothing for this person is not told, and has stops of its own. */
  #mark({
    stopId,
    retailerId,
    visitId,
    outcome,
    arrivedAt,
    leftAt,
  }: Pick<
    VisitChange,
    'stopId' | 'retailerId' | 'visitId' | 'outcome' | 'arrivedAt' | 'leftAt'
  >): void {
    const { value } = this.answer
    if (!value?.tour || stopId === null) return
    const mark = (stop: Stop): Stop =>
      stop.id === stopId || stop.retailerId === retailerId
        ? { ...stop, outcome, visitId, arrivedAt, leftAt }
        : stop
    this.answer.value = { ...value, tour: { ...value.tour, stops: value.tour.stops.map(mark) } }
  }
}

/** Refusals that are no verdict on the action: it goes again later. */
const passing: ReadonlySet<string> = new Set([
  'unavailable',
  'internal',
  'too-many-requests',
  'not-signed-in',
])
