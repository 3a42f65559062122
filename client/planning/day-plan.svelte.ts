import type { PlanImprovement, VisitChange } from '../../shared/live.ts'
import type { DueVisit, Plan, PlanSummary, Stop, VisitPolicy } from '../../shared/planning.ts'
import { addDays } from '../../shared/time.ts'
import { get } from '../lib/http.ts'
import { live } from '../lib/live.svelte.ts'
import { Resource } from '../lib/resource.svelte.ts'
import { url } from '../lib/url.svelte.ts'
import { keepUnchanged } from './keep-unchanged.ts'
import { placesByShop } from './move-stop.ts'

interface Scope {
  readonly teamId: number | undefined
  readonly day: string
}

const DAYS_AHEAD = 14
/** A run that nothing was heard of for so long after its end: what tells may have been missed. */
const OVERDUE_MILLIS = 2000

/** What there is to plan on a day of a team, and the version of its plan that is on the screen. */
export class DayPlan {
  readonly versions: Resource<string, PlanSummary[]>
  readonly plan: Resource<number, Plan>
  readonly due: Resource<string, DueVisit[]>
  readonly policies: Resource<string, VisitPolicy[]>
  readonly #scope: () => Scope
  /** A version that the server has just answered: shown without asking for it again. */
  #answered: Plan | undefined
  #refreshing = false
  #stale = false
  #holds = 0
  /** Whether there is news of a version that was not in the list when it came. */
  #unlisted = false
  /** The version named in the address (`v=7`), else the newest that is a draft or published: older drafts are left behind by what was published. */
  readonly summary = $derived.by(() => this.#choose())
  /** Alone, so that versions read again do not make the plan blank. */
  readonly #planId = $derived(this.summary?.id)
  readonly published = $derived.by(() =>
    this.versions.value?.find(({ status }) => status === 'published'),
  )
  /** The tour of each shop that is in one. */
  readonly tourOf = $derived.by(() => placesByShop(this.plan.value))

  /** @param scope reactive; call while a component starts */
  constructor(scope: () => Scope) {
    this.#scope = scope
    const key = () => {
      const { teamId, day } = scope()
      return teamId === undefined ? undefined : `${teamId} ${day}`
    }
    this.versions = new Resource(key, (_, signal) => get('/plans', { ...scope() }, signal))
    this.due = new Resource(key, (_, signal) => get('/due', { ...scope() }, signal))
    this.plan = new Resource(
      () => this.#planId,
      async (id, signal) => this.#newest(await this.#read(id, signal)),
    )
    this.policies = new Resource(
      () => 'policies',
      (_, signal) => get('/visit-policies', {}, signal),
    )
    $effect(() =>
      live.on('plan:published', ({ teamId, day }) => {
        if (teamId === scope().teamId && day === scope().day) void this.reload()
      }),
    )
    $effect(() =>
      live.on('plan:seen', ({ planId }) => {
        if (planId === this.#planId) void this.#refresh()
      }),
    )
    $effect(() =>
      live.on('plan:improved', (news) => {
        if (news.teamId === scope().teamId && news.day === scope().day) this.#follow(news)
      }),
    )
    $effect(() =>
      live.on('plan:edited', ({ planId, teamId, day }) => {
        if (teamId !== scope().teamId || day !== scope().day) return
        if (planId === this.#planId) void this.#refresh()
        void this.versions.reload()
      }),
    )
    $effect(() => {
      const run = this.plan.value?.run
      if (!run) return
      const left = run.budget - run.elapsed + OVERDUE_MILLIS
      const timer = setTimeout(() => void this.#refresh(), left)
      return () => {
        clearTimeout(timer)
      }
    })
    $effect(() =>
      live.on('visit:changed', (change) => {
        this.#mark(change)
      }),
    )
    $effect(() => live.onReturn(() => void this.reload()))
  }

  get teamId(): number | undefined {
    return this.#scope().teamId
  }

  get day(): string {
    return this.#scope().day
  }

  async reload(): Promise<void> {
    await Promise.all([this.versions.reload(), this.plan.reload(), this.due.reload()])
  }

  /** Shows a plan as the server has just answered it, unless a later one is on the screen. */
  take(plan: Plan): void {
    this.plan.value = this.#newest(plan)
  }

  /** Shows a version that has just been made. */
  showNew(plan: Plan): void {
    const { id, version, status, revision, publishedAt, name, tours } = plan
    const stops = tours.reduce((sum, tour) => sum + tour.stops.length, 0)
    const summary = { id, version, status, revision, publishedAt, name, stops }
    const others = (this.versions.value ?? []).filter((other) => other.id !== id)
    this.#answered = plan
    this.versions.value = [summary, ...others]
    this.show(undefined)
  }

  /** Holds back what a run has found until the returned function is called: somebody's change is on its way. */
  hold(): () => void {
    this.#holds += 1
    return () => {
      this.#holds -= 1
      if (this.#holds > 0) return
      if (this.#stale) void this.#refresh()
      if (this.#unlisted) void this.versions.reload()
      this.#unlisted = false
    }
  }

  show(planId: number | undefined): void {
    const named = this.versions.value?.find(({ id }) => id === planId)
    url.patch({ v: named && String(named.version), sel: undefined })
  }

  /** The first of the next two weeks' days on which something is due. */
  async findNextDue(): Promise<{ day: string; count: number } | undefined> {
    const { teamId, day } = this.#scope()
    for (let ahead = 1; ahead <= DAYS_AHEAD; ahead++) {
      const other = addDays(day, ahead)
      const due = await get<DueVisit[]>('/due', { teamId, day: other })
      if (due.length > 0) return { day: other, count: due.length }
    }
    return undefined
  }

  #follow({ planId, state }: PlanImprovement): void {
    const isKnown = this.versions.value?.some(({ id }) => id === planId)
    // Most likely the version that is being made here: its answer is on the way.
    if (!isKnown && this.#holds > 0) this.#unlisted = state !== 'discarded'
    else if (isKnown === (state === 'discarded')) void this.versions.reload()
    else if (planId === this.#planId) void this.#refresh()
  }

  /** Reads the plan again, one time after the other however often it is told to. */
  async #refresh(): Promise<void> {
    this.#stale = true
    if (this.#refreshing) return
    this.#refreshing = true
    while (this.#stale && this.#holds === 0) {
      this.#stale = false
      await this.plan.reload()
    }
    this.#refreshing = false
  }

  async #read(id: number, signal: AbortSignal): Promise<Plan> {
    const answered = this.#answered
    this.#answered = undefined
    return answered?.id === id ? answered : get<Plan>(`/plans/${id}`, {}, signal)
  }

  /** Answers may overtake one another. */
  #newest(plan: Plan): Plan {
    const shown = this.plan.value
    const isOld = shown?.id === plan.id && plan.revision < shown.revision
    return isOld ? shown : keepUnchanged(shown, plan)
  }

  /** Writes what happened at a stop into the plan that has it. */
  #mark({ stopId, outcome, visitId, arrivedAt, leftAt }: VisitChange): void {
    const plan = this.plan.value
    if (!plan?.tours.some(({ stops }) => stops.some(({ id }) => id === stopId))) return
    const mark = (stop: Stop): Stop =>
      stop.id === stopId ? { ...stop, outcome, visitId, arrivedAt, leftAt } : stop
    const tours = plan.tours.map((tour) => ({ ...tour, stops: tour.stops.map(mark) }))
    this.plan.value = { ...plan, tours }
  }

  /** Versions come newest first. */
  #choose(): PlanSummary | undefined {
    const versions = this.versions.value ?? []
    const named = Number(url.query('v'))
    return (
      versions.find(({ version }) => version === named) ??
      versions.find(({ status }) => status !== 'replaced') ??
      versions[0]
    )
  }
}
