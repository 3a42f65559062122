import {
  estimateWeeks,
  fairShares,
  reassign,
  type Territory,
  type TerritoryShop,
  type WeekLoad,
} from '../../../shared/territory.ts'
import { get } from '../../lib/http.ts'
import { live } from '../../lib/live.svelte.ts'
import { Resource } from '../../lib/resource.svelte.ts'
import { selection } from '../../lib/selection.svelte.ts'

/** Shops that would go to somebody, or to nobody. */
export interface Assignment {
  readonly shopIds: readonly number[]
  readonly managerId: number | null
}

const none: ReadonlyMap<number, WeekLoad> = new Map()

/** Whose shops are where, and what that is before a change of hands is confirmed. */
export class TerritoryView {
  readonly territory: Resource<number, Territory>
  /** To be confirmed. */
  assignment = $state.raw<Assignment | undefined>()
  readonly weeks = $derived.by(() =>
    this.territory.value ? estimateWeeks(this.territory.value) : none,
  )
  /** As it would be. */
  readonly planned = $derived.by(() => {
    const { value } = this.territory
    if (!value || !this.assignment) return value
    return reassign(value, this.assignment.shopIds, this.assignment.managerId)
  })
  readonly plannedWeeks = $derived.by(() => (this.planned ? estimateWeeks(this.planned) : none))
  readonly shares = $derived.by(() => fairShares(this.territory.value?.people ?? [], this.weeks))
  readonly unowned = $derived.by(() =>
    (this.territory.value?.shops ?? []).filter(({ managerId }) => managerId === null),
  )
  readonly chosen = $derived.by(() =>
    selection.kind === 'retailer' ? selection.ids.filter((id) => typeof id === 'number') : [],
  )

  /** @param teamId reactive; call while a component starts */
  constructor(teamId: () => number | undefined) {
    this.territory = new Resource(teamId, (id, signal) => get('/territory', { teamId: id }, signal))
    $effect(() => live.on('retailers:changed', () => void this.territory.reload()))
    // What is chosen anew is assigned anew.
    $effect(() => {
      if (this.chosen.length >= 0) this.assignment = undefined
    })
  }

  shopsOf(personId: number | null): TerritoryShop[] {
    return (this.territory.value?.shops ?? []).filter(({ managerId }) => managerId === personId)
  }

  assign(managerId: number | null): void {
    this.assignment = { shopIds: this.chosen, managerId }
  }
}
