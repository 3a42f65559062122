import type { Plan } from '../../../shared/planning.ts'
import { selection } from '../../lib/selection.svelte.ts'
import { findStop } from '../move-stop.ts'

/** Shops chosen together, whether or not a tour has them: what is done at once is done to these. */
export function chosenShops(plan: Plan | undefined): number[] {
  if (selection.kind === 'retailer') return selection.ids.filter((id) => typeof id === 'number')
  const stopId = selection.only('stop')
  const found = plan && typeof stopId === 'number' ? findStop(plan, stopId) : undefined
  return found ? [found.stop.retailerId] : []
}

/** Takes a shop into the choice, or out of it. */
export function toggleShop(plan: Plan | undefined, retailerId: number): void {
  const chosen = chosenShops(plan)
  const others = chosen.filter((id) => id !== retailerId)
  selection.set('retailer', ...(others.length < chosen.length ? others : [...chosen, retailerId]))
}

/** Whether a shop is one of several that are chosen. */
export const isAmongChosen = (retailerId: number) =>
  selection.kind === 'retailer' && selection.ids.length > 1 && selection.ids.includes(retailerId)

/**
 * Keys of a row in a list: x takes it into the choice or out; Shift with an arrow takes it in and goes to the next one, which
 * comes in as well.
 * @returns whether it was one of those keys
 */
export function pressToChoose(
  event: KeyboardEvent,
  plan: Plan | undefined,
  retailerId: number,
): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false
  const way = event.shiftKey ? { ArrowDown: 1, ArrowUp: -1 }[event.key] : undefined
  if (way !== undefined) {
    event.preventDefault()
    takeIn(plan, retailerId)
    goOn(plan, event.currentTarget, way)
    return true
  }
  if (event.key !== 'x') return false
  toggleShop(plan, retailerId)
  return true
}

function takeIn(plan: Plan | undefined, retailerId: number): void {
  if (!chosenShops(plan).includes(retailerId)) toggleShop(plan, retailerId)
}

/** To the row below or above, of whichever list. */
function goOn(plan: Plan | undefined, here: EventTarget | null, way: number): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-shop] > .choose')]
  const next = rows[rows.findIndex((row) => row === here) + way]
  const retailerId = Number(next?.parentElement?.dataset['shop'])
  if (!next || Number.isNaN(retailerId)) return
  next.focus()
  takeIn(plan, retailerId)
}
