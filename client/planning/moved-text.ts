import type { Plan } from '../../shared/planning.ts'
import { directory } from '../lib/directory.svelte.ts'
import { formatTime, nameOf } from '../lib/format.ts'
import type { Place } from './move-stop.ts'
import { t } from './words.ts'

/** Whose stop a place is, and which. */
export function placeWords(plan: Plan, { tourId, position }: Place): { person: string; n: number } {
  const tour = plan.tours.find(({ id }) => id === tourId)
  return { person: nameOf(directory.person(tour?.personId ?? null)), n: position + 1 }
}

/** Where a shop went, and the hour it is pinned to. */
export function movedText(plan: Plan, shop: string, to: Place): string {
  const target = { shop, ...placeWords(plan, to) }
  if (to.at === undefined) return t('moved.to', target)
  return t('moved.pinned', { ...target, time: formatTime(to.at) })
}
