import { createContext } from 'svelte'
import type { PlanTravel } from '../../../shared/plan-travel.ts'
import type { Tour } from '../../../shared/planning.ts'
import { get } from '../../lib/http.ts'
import { live } from '../../lib/live.svelte.ts'
import { Resource } from '../../lib/resource.svelte.ts'
import { session } from '../../lib/session.svelte.ts'
import type { DayPlan } from '../day-plan.svelte.ts'
import { cheapestPlace, type Place } from '../move-stop.ts'
import type { Carried, PlanEditor } from '../plan-editor.svelte.ts'
import { readTravel, type KnownTravel } from './known-travel.ts'
import { openMovePrices } from './price-move.ts'

/** Where what is being dragged would go, and what that would cost: the same in lists, on the map and in the timetable. */
export class MoveAim {
  #aimed = $state.raw<{ carried: Carried; place: Place } | undefined>()
  readonly #day: DayPlan
  readonly #editor: PlanEditor
  readonly #travel: Resource<string, KnownTravel>
  /** What moves of the plan on the screen cost; undefined until its ways are known. */
  readonly prices = $derived.by(() => {
    const plan = this.#day.plan.value
    const travel = this.#travel.value
    return plan && travel && openMovePrices(plan, travel, session.timeZone)
  })
  /** Of the drop as it would be now. */
  readonly price = $derived.by(() => {
    const { carried, place } = this
    return carried && place && this.prices?.priceAt(carried.retailerId, place)
  })

  /** Call while a component starts. */
  constructor(day: DayPlan, editor: PlanEditor, isOn: () => boolean) {
    this.#day = day
    this.#editor = editor
    this.#travel = new Resource(
      () => (isOn() ? placesOf(day) : undefined),
      async (_, signal) => {
        const id = day.plan.value?.id ?? 0
        return readTravel(await get<PlanTravel>(`/plans/${id}/travel`, {}, signal))
      },
    )
    $effect(() => live.on('roads:changed', () => void this.#travel.reload()))
  }

  /** What is being dragged. */
  get carried(): Carried | undefined {
    return this.#editor.carried
  }

  /** Where a drop would go now; nowhere once nothing is dragged any more. */
  get place(): Place | undefined {
    return this.#aimed?.carried === this.carried ? this.#aimed?.place : undefined
  }

  /** Whether what is dragged would go to a place of this tour. */
  isAt({ id }: Pick<Tour, 'id'>): boolean {
    return this.place?.tourId === id
  }

  at(place: Place | undefined): void {
    const { carried, place: now } = this
    const isSame =
      place?.tourId === now?.tourId && place?.position === now?.position && place?.at === now?.at
    if (!isSame) this.#aimed = carried && place && { carried, place }
  }

  /** The best place of a tour for a shop: by its price, or by the straight detour while that is not known. */
  bestIn(tour: Tour, { retailerId, stopId, at }: Carried): Place {
    const others = { ...tour, stops: tour.stops.filter(({ id }) => id !== stopId) }
    return this.prices?.cheapestIn(retailerId, tour)?.place ?? cheapestPlace(others, at)
  }

  drop(): void {
    const { carried, place } = this
    this.cancel()
    if (carried && place) void this.#editor.place(carried, place)
  }

  cancel(): void {
    this.#aimed = undefined
    this.#editor.carried = undefined
  }
}

/** Names the places that the ways of a plan are between: whatever the order of its stops, they are the same. */
function placesOf({ plan, due }: DayPlan): string | undefined {
  if (!plan.value || !due.value) return undefined
  const { id, profile, tours, unassigned } = plan.value
  const known = [tours.flatMap(({ stops }) => stops), unassigned, due.value]
  const shops = known.flatMap((some) => some.map(({ retailerId }) => retailerId))
  const people = tours.map(({ personId, start }) => `${personId} ${start.join()}`)
  return [id, profile, ...people, ...new Set(shops.sort((a, b) => a - b))].join(' ')
}

export const [useAim, provideAim] = createContext<MoveAim>()
