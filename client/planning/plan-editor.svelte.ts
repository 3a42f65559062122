import type { LngLat } from '../../shared/geo.ts'
import type { Repair } from '../../shared/plan-why.ts'
import { locks, type Lock } from '../../shared/locks.ts'
import type { Plan } from '../../shared/planning.ts'
import { shopName } from '../lib/format.ts'
import { toRefusal } from '../lib/http.ts'
import { selection } from '../lib/selection.svelte.ts'
import { toasts } from '../lib/toast.svelte.ts'
import type { DayPlan } from './day-plan.svelte.ts'
import { KnownSteps } from './known-steps.ts'
import { findStop, placeForStep, withStopMoved, type Place, type Step } from './move-stop.ts'
import { movedText, placeWords } from './moved-text.ts'
import { planDoors } from './plan-doors.ts'
import { changeText, timeText, wayText } from './price/price-text.ts'
import { t as proposing } from './proposals/words.ts'
import { t } from './words.ts'

/** What a person may wait for, and end at any moment. */
const KEEP_GOING_SECONDS = 30

/** A shop on its way to a place: a stop of the plan, or one that is in no tour yet. */
export interface Carried {
  readonly stopId: number | undefined
  readonly retailerId: number
  readonly name: string
  readonly at: LngLat
}

/** 'run': something about the run that improves the plan, which the card over the map shows. */
type Task = 'optimise' | 'run' | 'publish' | 'draft'

/** A version that was searched on here, and how it was before: another version, or itself; nothing for the first of a day. */
export interface Searched {
  readonly planId: number
  readonly before: Plan | undefined
}

/** What was done, in words. */
type Said = (before: Plan, after: Plan) => string

/** Changes the plan on the screen: seen at once, then saved one after the other, and what the server keeps can be taken back. */
export class PlanEditor {
  /** What takes longer than a moment, and since when (milliseconds of this machine). */
  task = $state.raw<{ kind: Task; since: number } | undefined>()
  /** The server found nobody who works that day. */
  nobodyWorks = $state(false)
  /** What is to be reviewed once the search is over. */
  searched = $state.raw<Searched | undefined>()
  /** What is being dragged. */
  carried = $state.raw<Carried | undefined>()
  readonly #day: DayPlan
  readonly #known = new KnownSteps()
  #saving: Promise<void> = Promise.resolve()

  constructor(day: DayPlan) {
    this.#day = day
  }

  /** Plans what is due as the next version, which gets better while it is on the screen; those before stay as they are. */
  async optimise(): Promise<void> {
    const { teamId, day } = this.#day
    this.nobodyWorks = false
    await this.#perform('optimise', async () => {
      const before = this.#day.plan.value
      const plan = await planDoors.make(teamId, day)
      this.#forgetUndos()
      this.searched = { planId: plan.id, before }
      this.#day.showNew(plan)
    })
  }

  /** Goes on improving a draft from what is there. */
  async keepGoing(plan: Plan): Promise<void> {
    await this.#perform('run', async () => {
      this.#day.take(await planDoors.improve(plan, KEEP_GOING_SECONDS))
      // Whoever goes on before they have looked reviews both searches as one.
      if (this.searched?.planId !== plan.id) this.searched = { planId: plan.id, before: plan }
    })
  }

  /** Ends improving it, with the best so far. */
  async useThis(plan: Plan): Promise<void> {
    await this.#perform('run', async () => {
      this.#day.take(await planDoors.endRun(plan))
    })
  }

  /**
   * Ends improving it as if it had never begun: a version made by it goes away.
   * @returns whether it did
   */
  async cancelRun(plan: Plan): Promise<boolean> {
    return this.#perform('run', async () => {
      this.searched = undefined
      if (plan.run?.resumed) {
        this.#day.take(await planDoors.undoRun(plan))
        return
      }
      await planDoors.discard(plan)
      await this.#showNewest()
    })
  }

  /** Throws a draft away. */
  async discard(plan: Plan): Promise<void> {
    await this.#perform('draft', async () => {
      this.searched = undefined
      await planDoors.discard(plan)
      await this.#showNewest()
    })
  }

  /** Copies any version into a draft that can be changed. */
  async startDraft({ id }: Pick<Plan, 'id'>): Promise<void> {
    await this.#perform('draft', async () => {
      const draft = await planDoors.copy(id)
      this.#forgetUndos()
      this.#day.showNew(draft)
    })
  }

  /** @returns whether it is published now */
  async publish(plan: Plan): Promise<boolean> {
    return this.#perform('publish', async () => {
      const published = await planDoors.publish(plan)
      await this.#day.versions.reload()
      this.#day.plan.value = published
      this.#forgetUndos()
      const receivers = published.tours.filter(({ stops }) => stops.length > 0)
      toasts.done(t('publish.done', { n: receivers.length }))
    })
  }

  /** Puts a stop, or a shop that is in no tour, at a place. */
  place(carried: Carried, to: Place): Promise<void> {
    return carried.stopId === undefined ? this.#add(carried, to) : this.move(carried.stopId, to)
  }

  move(stopId: number, to: Place): Promise<void> {
    return this.#edit(async (plan) => {
      const found = findStop(plan, stopId)
      if (!found) return
      const stays = found.tour.id === to.tourId && found.stop.position === to.position
      if (stays && to.at === undefined) return
      this.#day.plan.value = withStopMoved(plan, stopId, to)
      // Only its hour is decided then: a search that goes on may still give it to somebody else.
      const changed =
        stays && to.at !== undefined
          ? await planDoors.pin(plan, stopId, to.at)
          : await planDoors.move(plan, stopId, found.stop.retailerId, to)
      this.#day.take(changed)
      const text = `${movedText(plan, shopName(found.stop), to)}${wayText(plan, changed)}`
      this.#offerUndo(`${text} · ${changeText(plan, changed, to.tourId)}`, plan, changed)
    })
  }

  /** One step by key, within the tour or to the neighbouring person. */
  async step(stopId: number, step: Step): Promise<void> {
    await this.#saving
    const plan = this.#day.plan.value
    const to = plan && placeForStep(plan, stopId, step)
    if (to) await this.move(stopId, to)
  }

  remove(stopId: number): Promise<void> {
    return this.#edit(async (plan) => {
      const found = findStop(plan, stopId)
      if (!found) return
      const { stop } = found
      const changed = await planDoors.remove(plan, stopId, stop.retailerId)
      this.#day.take(changed)
      if (selection.has('stop', stopId)) selection.clear()
      this.#offerUndo(t('moved.removed', { shop: shopName(stop) }), plan, changed)
    })
  }

  /** Takes in a shop that was left out, as a repair says; what makes way for it is left out by hand. */
  repair(shop: Plan['unassigned'][number], repair: Repair): Promise<void> {
    return this.#edit(async (plan) => {
      const changed = await planDoors.repair(plan, shop.retailerId, repair)
      this.#day.take(changed)
      const text = t('moved.added', { shop: shopName(shop), ...placeWords(plan, repair) })
      this.#offerUndo(`${text} · ${timeText(repair.seconds)}`, plan, changed)
    })
  }

  /** Takes back the last change of the plan on the screen, whoever made it. */
  undo(): Promise<void> {
    return this.#walk('undo')
  }

  /** Makes the change that was taken back last again. */
  redo(): Promise<void> {
    return this.#walk('redo')
  }

  lock(stopIds: number[], locks: Lock[], on: boolean): Promise<void> {
    return this.change((plan) => planDoors.lock(plan, stopIds, locks, on))
  }

  /** Locks a stop wholly, or takes off whatever locks it has. */
  async toggleLock(stopId: number): Promise<void> {
    await this.#saving
    const plan = this.#day.plan.value
    const found = plan && findStop(plan, stopId)
    if (found) await this.lock([stopId], [...locks], found.stop.locks.length === 0)
  }

  #walk(way: 'undo' | 'redo'): Promise<void> {
    return this.#edit(async (plan) => {
      if ((way === 'undo' ? plan.undoable : plan.redoable) === 0) return
      const expected = this.#known.expect(way, plan)
      if (expected) this.#day.take(expected)
      this.#day.take(await planDoors.walk(plan, way))
      this.#forgetUndos()
    })
  }

  /** Any change of the draft, in turn with the others. With a text it says what was done, and offers to take it back. */
  change(ask: (plan: Plan) => Promise<Plan>, text?: string | Said): Promise<void> {
    return this.#edit(async (plan) => {
      const changed = await ask(plan)
      this.#day.take(changed)
      const said = typeof text === 'function' ? text(plan, changed) : text
      if (said !== undefined) this.#offerUndo(said, plan, changed)
      else if (changed.proposals.length > plan.proposals.length) toasts.done(proposing('waiting'))
    })
  }

  #add({ retailerId, name }: Carried, to: Place): Promise<void> {
    return this.#edit(async (plan) => {
      const changed = await planDoors.insert(plan, retailerId, to)
      this.#day.take(changed)
      const said = t('moved.added', { shop: name, ...placeWords(plan, to) })
      const text = `${said} · ${changeText(plan, changed, to.tourId)}`
      this.#offerUndo(text, plan, changed)
    })
  }

  /** Says what was done, or that it waits to be decided. */
  #offerUndo(text: string, before: Plan, changed: Plan): void {
    this.#forgetUndos()
    if (changed.proposals.length > before.proposals.length) toasts.done(proposing('waiting'))
    else toasts.done(text, () => this.undo())
  }

  /** Runs edits in turn, each on the plan that the one before left; a refused one is taken back. */
  #edit(change: (plan: Plan) => Promise<void>): Promise<void> {
    this.#saving = this.#saving.then(async () => {
      const plan = this.#day.plan.value
      if (plan?.status !== 'draft') return
      const release = this.#day.hold()
      try {
        await change(plan)
        this.#known.note(plan, this.#day.plan.value ?? plan)
      } catch (error) {
        this.#day.plan.value = plan
        await this.#refuse(error)
      } finally {
        release()
      }
    })
    return this.#saving
  }

  async #perform(kind: Task, work: () => Promise<void>): Promise<boolean> {
    this.task = { kind, since: performance.now() }
    const release = this.#day.hold()
    try {
      await this.#saving
      await work()
      return true
    } catch (error) {
      await this.#refuse(error)
      return false
    } finally {
      this.task = undefined
      release()
    }
  }

  async #refuse(error: unknown): Promise<void> {
    const { code } = toRefusal(error)
    if (code === 'nobody-works') {
      this.nobodyWorks = true
      return
    }
    toasts.refused(error)
    if (code === 'plan-changed' || code === 'plan-published' || code === 'stop-visited')
      await this.#day.reload()
  }

  /** Only the last change is taken back, and only while its version is on the screen and no plan of the day. */
  #forgetUndos(): void {
    for (const { id, undo } of toasts.list) if (undo) toasts.dismiss(id)
  }

  async #showNewest(): Promise<void> {
    this.#forgetUndos()
    this.#day.show(undefined)
    await this.#day.versions.reload()
  }
}
