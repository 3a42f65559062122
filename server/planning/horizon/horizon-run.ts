import { setMaxListeners } from 'node:events'
import { deskRoles } from '../../../shared/auth.ts'
import type { PlanImprovement } from '../../../shared/live.ts'
import type { RunPoint } from '../../../shared/planning.ts'
import type { Solution } from '../../solver/index.ts'
import type { RunParts } from '../plan-run.ts'
import { showLatest } from '../../platform/show-latest.ts'
import { closeHorizon, discardDrafts, renewHorizon, type HorizonEnding } from './horizon-queries.ts'
import { drawPerson, type PlannedPerson } from './plan-people.ts'
import type { HorizonToPlan, PersonToPlan } from './read-horizon.ts'
import { addHorizonDrafts, saveHorizon, type HorizonDrafts } from './save-horizon.ts'
import { searchFirst, searchOn } from './search-person.ts'

/** Better days are saved and told at most so often: each save writes the tours of many people. */
const SHOW_EVERY_MILLIS = 2000
const RENEW_EVERY_MILLIS = 1000

export interface HorizonOrder {
  readonly toPlan: HorizonToPlan
  readonly teamId: number
  readonly createdBy: number | null
  readonly budgetMillis: number
}

/** Days of a team improved in the background, person by person: better ones are saved in their drafts as they come. */
export class HorizonRun {
  /** Once a draft of each day is saved; rejects with whatever kept it from that. */
  readonly begun: Promise<HorizonDrafts>
  /** Once the run is over and all that it leaves is saved. Never rejects. */
  readonly over: Promise<void>
  readonly #parts: RunParts
  readonly #order: HorizonOrder
  readonly #stop = new AbortController()
  readonly #since = performance.now()
  readonly #planned = new Map<PersonToPlan, PlannedPerson>()
  /** Better than what is saved. */
  readonly #better = new Map<PersonToPlan, Solution>()
  #ending: HorizonEnding = 'keep'
  #failed = false
  #searching = 0
  #drafts: HorizonDrafts | undefined
  #begin: (drafts: HorizonDrafts) => void = () => undefined
  #refuse: (error: unknown) => void = () => undefined

  constructor(parts: RunParts, order: HorizonOrder) {
    this.#parts = parts
    this.#order = order
    this.begun = new Promise((resolve, reject) => {
      this.#begin = resolve
      this.#refuse = reject
    })
    this.over = this.#run()
  }

  get id(): number | undefined {
    return this.#drafts?.id
  }

  /** Ends it soon; see `over`. */
  end(ending: HorizonEnding): void {
    if (ending === 'discard') this.#ending = ending
    this.#stop.abort()
  }

  async #run(): Promise<void> {
    const renewing = setInterval(() => void this.#renew(), RENEW_EVERY_MILLIS)
    try {
      const first = await this.#planFirst()
      await this.#improve(first)
    } catch (error) {
      this.#fail(error)
    }
    clearInterval(renewing)
    await this.#finish()
  }

  async #planFirst(): Promise<ReadonlyMap<PersonToPlan, Solution>> {
    const { toPlan, ...order } = this.#order
    const { solver } = this.#parts
    const found = new Map<PersonToPlan, Solution>()
    await Promise.all(
      toPlan.people.map(async (person) => {
        // Whoever is not searched for has no tours: an end before that leaves nothing half done.
        const solution = await searchFirst(solver, person.work)
        found.set(person, solution)
        this.#planned.set(person, await drawPerson(person, solution))
      }),
    )
    const { point } = this
    this.#drafts = await addHorizonDrafts(this.#parts, order, toPlan, this.#inOrder(), point)
    this.#begin(this.#drafts)
    this.#tell('improving')
    return found
  }

  async #improve(first: ReadonlyMap<PersonToPlan, Solution>): Promise<void> {
    const { signal } = this.#stop
    const { solver } = this.#parts
    // Everybody's search listens to it.
    setMaxListeners(0, signal)
    const showing = showLatest<'better'>(() => this.#show(), SHOW_EVERY_MILLIS)
    const timer = setTimeout(() => {
      this.#stop.abort()
    }, this.#left())
    const searched = [...first].filter(([{ work }]) => work.problem.stops.length > 0)
    this.#searching = searched.length
    await Promise.all(
      searched.map(async ([person, solution]) => {
        const onBest = (better: Solution) => {
          this.#better.set(person, better)
          showing.offer('better')
        }
        const share = () => this.#share(solver.threads)
        await searchOn(solver, person.work, solution, { signal, share, onBest })
        this.#searching -= 1
      }),
    ).catch((error: unknown) => {
      this.#fail(error)
    })
    clearTimeout(timer)
    await showing.end()
  }

  #left(): number {
    return this.#order.budgetMillis - (performance.now() - this.#since)
  }

  /** Everybody's next search gets an equal part of the time that is left, on as many threads as there are. */
  #share(threads: number): number {
    return (this.#left() * threads) / Math.max(this.#searching, threads)
  }

  /** What all days come to. */
  get point(): RunPoint {
    const people = [...this.#planned.values()]
    const tours = people.flatMap(({ tours }) => [...tours.values()])
    return {
      elapsed: Math.round(performance.now() - this.#since),
      cost: people.reduce((sum, { cost }) => sum + cost, 0),
      metres: tours.reduce((sum, { metres }) => sum + metres, 0),
      travelSeconds: tours.reduce((sum, { travelSeconds }) => sum + travelSeconds, 0),
      unassigned:
        people.reduce((sum, { leftOut }) => sum + leftOut.length, 0) +
        this.#order.toPlan.impossible.length,
    }
  }

  /** How many people's searches have ended. */
  get #done(): number {
    return this.#drafts ? this.#order.toPlan.people.length - this.#searching : 0
  }

  #inOrder(): PlannedPerson[] {
    return this.#order.toPlan.people.flatMap((person) => this.#planned.get(person) ?? [])
  }

  async #show(): Promise<void> {
    if (this.#failed || !this.#drafts) return
    const better = [...this.#better]
    this.#better.clear()
    try {
      const changed: PlannedPerson[] = []
      for (const [person, solution] of better) {
        const planned = await drawPerson(person, solution)
        this.#planned.set(person, planned)
        changed.push(planned)
      }
      const { toPlan } = this.#order
      const progress = { point: this.point, done: this.#done }
      const all = this.#inOrder()
      const saved = await saveHorizon(this.#parts, this.#drafts, toPlan, { changed, all, progress })
      // Somebody changed one of the drafts: they are theirs now.
      if (!saved) {
        this.#stop.abort()
        return
      }
      this.#drafts = saved
      this.#tell('improving')
    } catch (error) {
      this.#fail(error)
    }
  }

  async #renew(): Promise<void> {
    if (!this.#drafts) return
    try {
      const ending = await renewHorizon(this.#parts.db, this.#drafts.id, this.#done)
      if (ending) this.end(ending)
    } catch (error) {
      this.#fail(error)
    }
  }

  async #finish(): Promise<void> {
    if (!this.#drafts) return
    const { db } = this.#parts
    try {
      if (this.#ending === 'discard') await discardDrafts(db, this.#drafts.id)
      await closeHorizon(db, this.#drafts.id)
    } catch (error) {
      this.#fail(error)
    }
    if (this.#ending === 'discard') this.#tell('discarded')
    else this.#tell(this.#failed ? 'failed' : 'done')
  }

  #fail(error: unknown): void {
    this.#failed = true
    this.#stop.abort()
    this.#refuse(error)
    if (this.#drafts) this.#parts.log.warn({ err: error }, 'days are not improved any more')
  }

  #tell(state: PlanImprovement['state']): void {
    for (const draft of this.#drafts?.days ?? [])
      this.#parts.announce('plan:improved', [{ ...draft, state }], { roles: deskRoles })
  }
}
