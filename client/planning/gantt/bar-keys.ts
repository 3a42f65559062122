import type { Plan, Tour } from '../../../shared/planning.ts'
import { findStop, type Step } from '../move-stop.ts'

export type Direction = 'left' | 'right' | 'up' | 'down'

/** What a key means on a visit's bar. */
export type BarKey =
  | { readonly kind: 'go'; readonly to: Direction }
  | { readonly kind: 'step'; readonly step: Step }
  | { readonly kind: 'pin'; readonly way: -1 | 1 }
  | { readonly kind: 'choose' | 'lock' | 'remove' | 'menu' }

type Keys = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

const arrows: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}
const steps: Readonly<Record<Direction, Step>> = {
  left: 'earlier',
  right: 'later',
  up: 'previous-person',
  down: 'next-person',
}
const plain: Readonly<Record<string, BarKey>> = {
  Enter: { kind: 'choose' },
  ' ': { kind: 'choose' },
  k: { kind: 'lock' },
  Delete: { kind: 'remove' },
  ContextMenu: { kind: 'menu' },
}

/** Arrows lead from bar to bar; with Ctrl they move the visit, with Alt they pin its hour. */
export function readBarKey({ key, ctrlKey, metaKey, altKey, shiftKey }: Keys): BarKey | undefined {
  if (shiftKey) return undefined
  const to = arrows[key]
  if (altKey) {
    if (to !== 'left' && to !== 'right') return undefined
    return { kind: 'pin', way: to === 'right' ? 1 : -1 }
  }
  if (ctrlKey || metaKey) return to && { kind: 'step', step: steps[to] }
  return to ? { kind: 'go', to } : plain[key]
}

/** The next bar in a direction: in the same tour, or nearest in time in the next one that has any. */
export function barBeside(
  { tours }: Pick<Plan, 'tours'>,
  stopId: number,
  to: Direction,
): number | undefined {
  const found = findStop({ tours }, stopId)
  if (!found) return undefined
  const { tour, stop } = found
  const ahead = to === 'right' || to === 'down' ? 1 : -1
  if (to === 'left' || to === 'right') return tour.stops[stop.position + ahead]?.id
  const row = tours.indexOf(tour)
  const others = ahead > 0 ? tours.slice(row + 1) : tours.slice(0, row).reverse()
  const next = others.find(({ stops }) => stops.length > 0)
  return next && nearestIn(next, Date.parse(stop.arrivesAt))
}

function nearestIn({ stops }: Tour, at: number): number | undefined {
  const away = ({ arrivesAt }: Tour['stops'][number]) => Math.abs(Date.parse(arrivesAt) - at)
  return stops.toSorted((a, b) => away(a) - away(b))[0]?.id
}
