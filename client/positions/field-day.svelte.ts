import { SvelteMap } from 'svelte/reactivity'
import type { VisitChange } from '../../shared/live.ts'
import type { Plan, Stop, Tour } from '../../shared/planning.ts'
import { clock } from '../lib/clock.svelte.ts'
import { directory } from '../lib/directory.svelte.ts'
import { get } from '../lib/http.ts'
import { live } from '../lib/live.svelte.ts'
import { Resource } from '../lib/resource.svelte.ts'
import { FieldPositions } from './field-positions.svelte.ts'
import { byAttention, readPersonDay, type PersonDay } from './read-day.ts'

interface Scope {
  readonly teamId: number | undefined
  readonly day: string
}

/** A team's day while it happens: the published tours, what was visited, who is where. */
export class FieldDay {
  /** Null when nothing is published. */
  readonly plan: Resource<string, Plan | null>
  readonly #positions: FieldPositions
  /** What happened at stops since the plan was read. */
  readonly #changes = new SvelteMap<number, VisitChange>()
  readonly #scope: () => Scope
  readonly #isToday = $derived.by(() => this.#scope().day === clock.today)
  readonly tours: readonly Tour[] = $derived.by(() => this.#currentTours())
  readonly people: readonly PersonDay[] = $derived.by(() => this.#readPeople())

  /** @param scope reactive; call while a component starts */
  constructor(scope: () => Scope) {
    this.#scope = scope
    this.#positions = new FieldPositions(() => scope().teamId)
    this.plan = new Resource(
      () => (scope().teamId === undefined ? undefined : `${scope().teamId} ${scope().day}`),
      () => this.#readPlan(),
    )
    $effect(() =>
      live.on('visit:changed', (change) => {
        if (change.stopId !== null) this.#changes.set(change.stopId, change)
      }),
    )
    $effect(() =>
      live.on('plan:published', ({ teamId, day }) => {
        if (teamId === scope().teamId && day === scope().day) void this.plan.reload()
      }),
    )
    $effect(() => live.onReturn(() => void this.plan.reload()))
  }

  personDay(personId: number): PersonDay | undefined {
    return this.people.find(({ person }) => person.id === personId)
  }

  async #readPlan(): Promise<Plan | null> {
    const { teamId, day } = this.#scope()
    const plans = await get<Plan[]>('/plans/published', { day })
    // What the live channel said before this answer is in it.
    this.#changes.clear()
    return plans.find((plan) => plan.teamId === teamId) ?? null
  }

  #currentTours(): Tour[] {
    const tours = this.plan.value?.tours ?? []
    return tours.map((tour) => ({
      ...tour,
      stops: tour.stops.map((stop) => this.#currentStop(stop)),
    }))
  }

  #currentStop(stop: Stop): Stop {
    const change = this.#changes.get(stop.id)
    if (!change) return stop
    const { outcome, visitId, arrivedAt, leftAt } = change
    return { ...stop, outcome, visitId, arrivedAt, leftAt }
  }

  #readPeople(): PersonDay[] {
    const { teamId } = this.#scope()
    return directory
      .fieldPeople(teamId)
      .map((person) => {
        const position = this.#isToday ? this.#positions.byPerson.get(person.id) : undefined
        const tour = this.tours.find(({ personId }) => personId === person.id)
        return readPersonDay(person, tour, position, clock.now)
      })
      .sort(byAttention)
  }
}
