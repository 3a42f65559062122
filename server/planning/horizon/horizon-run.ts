import { setMaxListeners } from 'node:events'
import { isDeepStrictEqual } from 'node:util'
import { deskRoles } from '../../../shared/auth.ts'
import type { PlanImprovement } from '../../../shared/live.ts'
import type { RunPoint } from '../../../shared/planning.ts'
import type { RunParts } from '../plan-run.ts'
import type { TimedTour } from '../time-tour.ts'
import { showLatest } from '../../platform/show-latest.ts'
import { closeHorizon, discardDrafts, renewHorizon, type HorizonEnding } from './horizon-queries.ts'
import { leaveHorizon } from './lost-queries.ts'
import { drawPerson, sumPeople, type PlannedPerson } from './plan-people.ts'
import type { HorizonToPlan, PersonToPlan } from './read-horizon.ts'
import { saveHorizon, type Better, type HorizonDrafts } from './save-horizon.ts'
import {
  isSearched,
  searchFirst,
  searchOn,
  type PersonBefore,
  type PersonFound,
} from './search-person.ts'

/** Better days are saved and told at most so often: each save writes the tours of many people. */
const SHOW_EVERY_MILLIS = 2000
const RENEW_EVERY_MILLIS = 1000

/** What becomes of a run: as somebody wants it to end, or left to another node. */
type Outcome = HorizonEnding | 'leave'

export interface HorizonOrder {
  readonly toPlan: HorizonToPlan
  readonly budgetMillis: number
  /** Of a run that goes on from where a node that is gone left it: its row, milliseconds of search, and how far it was. */
  readonly id?: number
  readonly elapsedBefore?: number
  readonly before?: ReadonlyMap<PersonToPlan, PersonBefore>
  /** Saves what is found first, and that a run has begun, on a node. */
  begin(first: Better, node: string): Promise<HorizonDrafts>
}

/** Days of a team improved in the background, person by person: better ones are saved in their drafts as they come. */
export class HorizonRun {
  /** Once a draft of each day is saved; rejects with whatever kept it from that. */
  readonly begun: Promise<HorizonDrafts>
  /** Once the run is over and all that it leaves is saved. Never rejects. */
  readonly over: Promise<void>
  readonly #parts: RunParts
  readonly #order: HorizonOrder
  readonly #node: string
  readonly #stop = new AbortController()
  readonly #since: number
  readonly #found = new Map<PersonToPlan, PersonFound>()
  readonly #planned = new Map<PersonToPlan, PlannedPerson>()
  /** Who has had a round since it was saved. */
  readonly #fresh = new Set<PersonToPlan>()
  #outcome: Outcome = 'keep'
  #failed = false
  #searching = 0
  #drafts: HorizonDrafts | undefined
  #begin: (drafts: HorizonDrafts) => void = () => undefined
  #refuse: (error: unknown) => void = () => undefined

  constructor(parts: RunParts, order: HorizonOrder, node: string) {
    this.#parts = parts
    this.#order = order
    this.#node = node
    this.#since = performance.now() - (order.elapsedBefore ?? 0)
    this.begun = new Promise((resolve, reject) => {
      this.#begin = resolve
      this.#refuse = reject
    })
    this.over = this.#run()
  }

  get id(): number | undefined {
    return this.#drafts?.id ?? this.#order.id
  }

  /** Ends it soon; see `over`. */
  end(outcome: Outcome): void {
    if (outcome !== 'keep') this.#outcome = outcome
    this.#stop.abort()
  }

  async #run(): Promise<void> {
    const renewing = setInterval(() => void this.#renew(), RENEW_EVERY_MILLIS)
    try {
      await this.#planFirst()
      await this.#improve()
    } catch (error) {
      this.#fail(error)
    }
    clearInterval(renewing)
    await this.#finish()
  }

  async #planFirst(): Promise<void> {
    const { toPlan, before } = this.#order
    // Whoever is not searched for has no tours: an end before that leaves nothing half done.
    await Promise.all(
      toPlan.people.map(async (person) => {
        const found = await searchFirst(this.#parts.solver, person.work, before?.get(person))
        this.#found.set(person, found)
        this.#fresh.add(person)
      }),
    )
    this.#drafts = await this.#order.begin(await this.#drawFresh(), this.#node)
    this.#begin(this.#drafts)
    this.#tell('improving')
  }

  async #improve(): Promise<void> {
    const { signal } = this.#stop
    const { solver } = this.#parts
    // Everybody's search listens to it.
    setMaxListeners(0, signal)
    const showing = showLatest<'better'>(() => this.#show(), SHOW_EVERY_MILLIS)
    const timer = setTimeout(() => {
      this.#stop.abort()
    }, this.#left())
    const searched = [...this.#found].filter(
      ([{ work }, found]) => work.problem.stops.length > 0 && !isSearched(found),
    )
    this.#searching = searched.length
    await Promise.all(
      searched.map(async ([person, found]) => {
        const onRound = (next: PersonFound) => {
          this.#found.set(person, next)
          this.#fresh.add(person)
          showing.offer('better')
        }
        const share = () => this.#share(solver.threads)
        await searchOn(solver, person.work, found, { signal, share, onRound })
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

  /** Everybody's next round gets an equal part of the time that is left, on as many threads as there are. */
  #share(threads: number): number {
    return (this.#left() * threads) / Math.max(this.#searching, threads)
  }

  /** How many people's searches have ended. */
  get #done(): number {
    return this.#drafts ? this.#order.toPlan.people.length - this.#searching : 0
  }

  /** What has been found since it was last saved, with its legs drawn. */
  async #drawFresh(): Promise<Better> {
    const fresh = [...this.#fresh].flatMap((person) => {
      const found = this.#found.get(person)
      return found ? [{ person, found }] : []
    })
    this.#fresh.clear()
    const changed = new Map<string, TimedTour[]>()
    for (const { person, found } of fresh) {
      const shown = this.#planned.get(person)
      const planned = await drawPerson(person, found.solution)
      this.#planned.set(person, planned)
      for (const [day, tour] of planned.tours)
        if (!isDeepStrictEqual(tour, shown?.tours.get(day)))
          changed.set(day, [...(changed.get(day) ?? []), tour])
    }
    const { toPlan } = this.#order
    const all = toPlan.people.flatMap((person) => this.#planned.get(person) ?? [])
    const point: RunPoint = {
      elapsed: Math.round(performance.now() - this.#since),
      ...sumPeople(all, toPlan.impossible.length),
    }
    const people = fresh.map(({ person: { work }, found: { rounds, fruitless } }) => ({
      ...{ personId: work.personId, rounds, fruitless },
    }))
    return { changed, all, progress: { point, done: this.#done, people } }
  }

  async #show(): Promise<void> {
    if (this.#failed || !this.#drafts) return
    try {
      const better = await this.#drawFresh()
      const saved = await saveHorizon(this.#parts, this.#drafts, this.#order.toPlan, better)
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
    if (this.id === undefined) return
    try {
      const ending = await renewHorizon(this.#parts.db, this.id, this.#node, this.#done)
      if (ending) this.end(ending)
    } catch (error) {
      this.#fail(error)
    }
  }

  async #finish(): Promise<void> {
    if (!this.#drafts) return
    const { id } = this.#drafts
    const { db } = this.#parts
    try {
      if (this.#outcome === 'leave' && !this.#failed) {
        await leaveHorizon(db, id, this.#node)
        return
      }
      if (this.#outcome === 'discard') await discardDrafts(db, id)
      await closeHorizon(db, id, this.#node)
    } catch (error) {
      this.#fail(error)
    }
    if (this.#outcome === 'discard') this.#tell('discarded')
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
