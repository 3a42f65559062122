import type { Point } from 'geojson'
import type { LngLat } from '../../../shared/geo.ts'
import type { RetailersInside } from '../../../shared/retailers.ts'
import { formatCount } from '../../lib/format.ts'
import { send } from '../../lib/http.ts'
import { selection } from '../../lib/selection.svelte.ts'
import { toasts } from '../../lib/toast.svelte.ts'
import { combine, type Choosable, type ChoiceMode } from '../../map/select/ring.ts'
import type { Stage } from '../../map/stage.svelte.ts'
import { t } from './words.ts'

/** Shops that are on the map one by one now; those in clusters are asked for when the ring is closed. */
export function drawnShops({ map }: Stage): Choosable[] {
  if (!map?.getLayer('shop-point')) return []
  const shops = new Map<number, Choosable>()
  for (const { id, geometry } of map.queryRenderedFeatures({ layers: ['shop-point'] }))
    if (typeof id === 'number') shops.set(id, { id, at: (geometry as Point).coordinates as LngLat })
  return [...shops.values()]
}

/** Selects the shops inside a ring, whether or not the map shows them one by one. */
export async function chooseInside({ ring, mode }: { ring: LngLat[]; mode: ChoiceMode }) {
  try {
    const { total, retailerIds } = await send<RetailersInside>('POST', '/retailers/inside', {
      ring,
    })
    const before =
      selection.kind === 'retailer' ? selection.ids.filter((id) => typeof id === 'number') : []
    selection.set('retailer', ...combine(before, retailerIds, mode))
    const n = retailerIds.length
    if (total > n) toasts.done(t('chosen.of', { total: formatCount(total), n: formatCount(n) }))
  } catch (error) {
    toasts.refused(error)
  }
}
