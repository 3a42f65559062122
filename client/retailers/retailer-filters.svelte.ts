import {
  formats,
  retailerOrders,
  retailerStatuses,
  type RetailerSearch,
} from '../../shared/retailers.ts'
import { url } from '../lib/url.svelte.ts'

export type RetailerOrder = (typeof retailerOrders)[number]

/** What the list is narrowed to and ordered by; it lives in the address, so a list can be sent on. */
export const filters = {
  get search(): RetailerSearch {
    const q = url.query('q')
    const areaId = wholeNumber(url.query('area'))
    const managerId = wholeNumber(url.query('manager'))
    const format = oneOf(formats, url.query('format'))
    const status = oneOf(retailerStatuses, url.query('status'))
    const ids = url.query('ids')
    return {
      ...(q ? { q } : {}),
      ...(areaId !== undefined ? { areaId } : {}),
      ...(managerId !== undefined ? { managerId } : {}),
      ...(format ? { format } : {}),
      ...(status ? { status } : {}),
      ...(ids ? { ids } : {}),
      ...(url.query('outside') === '1' ? { outsideAreas: true } : {}),
      order: this.order,
      descending: this.descending,
    }
  },
  get order(): RetailerOrder {
    return oneOf(retailerOrders, url.query('order')) ?? 'name'
  },
  get descending(): boolean {
    return url.query('down') === '1'
  },
  get any(): boolean {
    return names.some((name) => url.query(name) !== undefined)
  },
  set(name: (typeof names)[number], value: string): void {
    url.patch({ [name]: value || undefined })
  },
  /** Orders by a column; the same again turns the order round. */
  orderBy(order: RetailerOrder): void {
    const turned = order === this.order && !this.descending
    url.patch({ order: order === 'name' ? undefined : order, down: turned ? '1' : undefined })
  },
  clear(): void {
    url.patch(Object.fromEntries(names.map((name) => [name, undefined])))
  },
}

const names = ['q', 'area', 'manager', 'format', 'status', 'outside', 'ids'] as const

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined
}

function oneOf<Value extends string>(
  values: readonly Value[],
  text: string | undefined,
): Value | undefined {
  return values.find((value) => value === text)
}
