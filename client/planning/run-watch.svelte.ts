import { untrack } from 'svelte'
import type { Plan, PlanRun, RunPoint } from '../../shared/planning.ts'
import { live } from '../lib/live.svelte.ts'
import type { DayPlan } from './day-plan.svelte.ts'
import { lengthOf } from './move-stop.ts'

/** How long the card says what was gained. */
const LINGER_MILLIS = 8000

/** A run as the card over the map tells it: the one that is on, and for a while the one that was. */
export interface WatchedRun {
  readonly planId: number
  readonly state: 'improving' | 'done' | 'failed'
  /** Milliseconds that the search has taken. */
  readonly elapsed: number
  /** The first is what there was before, the last what there is now. */
  readonly points: readonly RunPoint[]
}

/** Follows the run of the plan on the screen. */
export class RunWatch {
  run = $state.raw<WatchedRun | undefined>()
  /** As the server said last, and when (milliseconds of this machine). */
  #heard: { run: PlanRun; at: number } | undefined
  /** What the card told already when this run went on from there. */
  #earlier: { points: readonly RunPoint[]; elapsed: number } = { points: [], elapsed: 0 }
  #failedId: number | undefined
  #lingering: ReturnType<typeof setTimeout> | undefined

  /** Call while a component starts. */
  constructor(day: Pick<DayPlan, 'plan'>) {
    $effect(() =>
      live.on('plan:improved', ({ planId, state }) => {
        if (state === 'failed') this.#failedId = planId
      }),
    )
    $effect(() => {
      const plan = day.plan.value
      untrack(() => {
        this.#read(plan)
      })
    })
    const improving = $derived(this.run?.state === 'improving')
    $effect(() => {
      if (!improving) return
      const timer = setInterval(() => {
        if (this.run) this.run = { ...this.run, elapsed: this.#elapsed() }
      }, 500)
      return () => {
        clearInterval(timer)
      }
    })
    $effect(() => () => {
      this.stay()
    })
  }

  /** Takes the card away, whatever the run does: it was cancelled. */
  drop(): void {
    this.#forget()
  }

  /** Takes the card away when the run is over. @returns whether there was one to take away */
  dismiss(): boolean {
    if (!this.run || this.run.state === 'improving') return false
    this.#forget()
    return true
  }

  /** Keeps the card: somebody is at it. */
  stay(): void {
    clearTimeout(this.#lingering)
  }

  /** Lets the card go by itself after a while, when the run is over. */
  linger(): void {
    this.stay()
    this.#lingering = setTimeout(() => this.dismiss(), LINGER_MILLIS)
  }

  #read(plan: Plan | undefined): void {
    // Between two versions, or while one is read, there is none for a moment.
    if (!plan) return
    if (this.run && this.run.planId !== plan.id) this.#forget()
    if (plan.run) this.#follow(plan.id, plan.run)
    else if (this.run?.state === 'improving') this.#end(this.run, plan)
  }

  #follow(planId: number, run: PlanRun): void {
    const { run: card } = this
    const goesOn = card?.state !== 'improving' || run.elapsed < (this.#heard?.run.elapsed ?? 0)
    if (card && goesOn) this.#earlier = { points: card.points, elapsed: card.elapsed }
    this.stay()
    this.#heard = { run, at: performance.now() }
    const points = run.best.map((point) => ({
      ...point,
      elapsed: point.elapsed + this.#earlier.elapsed,
    }))
    this.run = {
      planId,
      state: 'improving',
      elapsed: this.#elapsed(),
      points: [...this.#earlier.points, ...points],
    }
  }

  #end(card: WatchedRun, plan: Plan): void {
    const last = card.points.at(-1)
    const now = {
      metres: lengthOf(plan),
      travelSeconds: plan.tours.reduce((sum, { travelSeconds }) => sum + travelSeconds, 0),
      unassigned: plan.unassigned.length,
    }
    this.run = {
      ...card,
      state: this.#failedId === plan.id ? 'failed' : 'done',
      points: last ? [...card.points, { ...last, ...now }] : [],
    }
    this.linger()
  }

  #elapsed(): number {
    if (!this.#heard) return 0
    const { run, at } = this.#heard
    return this.#earlier.elapsed + Math.min(run.elapsed + performance.now() - at, run.budget)
  }

  #forget(): void {
    this.stay()
    this.run = undefined
    this.#heard = undefined
    this.#failedId = undefined
    this.#earlier = { points: [], elapsed: 0 }
  }
}
