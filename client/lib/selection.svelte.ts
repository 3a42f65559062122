import { url } from './url.svelte.ts'

export type SelectionKind = 'retailer' | 'person' | 'stop' | 'report' | 'area' | 'place'
/** Numbers of the database, or the uuid of a report. */
export type SelectedId = number | string

export interface Picked {
  readonly kind: SelectionKind
  readonly id: SelectedId
}

/** Longer than that, a selection does not fit into an address that servers take: it lives only here. */
const MOST_LETTERS = 6000

let long = $state.raw<{ kind: SelectionKind; ids: readonly SelectedId[] } | undefined>(undefined)
const parsed = $derived(
  url.query('sel') === `${long?.kind}:many` ? long : parseSelection(url.query('sel')),
)
let hovered = $state.raw<Picked | undefined>(undefined)

/**
 * The one selection that the map, the lists and the panels share; it lives in the address (`sel=kind:1,2`),
 * so it can be sent to a colleague. The hover is shared in the same way and lives only here.
 */
export const selection = {
  get kind(): SelectionKind | undefined {
    return parsed?.kind
  },
  get ids(): readonly SelectedId[] {
    return parsed?.ids ?? []
  },
  /** The selected id when exactly one thing of that kind is selected. */
  only(kind: SelectionKind): SelectedId | undefined {
    return parsed?.kind === kind && parsed.ids.length === 1 ? parsed.ids[0] : undefined
  },
  has(kind: SelectionKind, id: SelectedId): boolean {
    return parsed?.kind === kind && parsed.ids.includes(id)
  },
  set(kind: SelectionKind, ...ids: SelectedId[]): void {
    const text = ids.join(',')
    long = text.length > MOST_LETTERS ? { kind, ids } : undefined
    url.patch({ sel: ids.length === 0 ? undefined : `${kind}:${long ? 'many' : text}` })
  },
  toggle(kind: SelectionKind, id: SelectedId): void {
    const ids = parsed?.kind === kind ? parsed.ids : []
    this.set(kind, ...(ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]))
  },
  clear(): void {
    url.patch({ sel: undefined })
  },
}

export const hover = {
  get now(): Picked | undefined {
    return hovered
  },
  has(kind: SelectionKind, id: SelectedId): boolean {
    return hovered?.kind === kind && hovered.id === id
  },
  set(kind: SelectionKind, id: SelectedId): void {
    if (!this.has(kind, id)) hovered = { kind, id }
  },
  clear(): void {
    hovered = undefined
  },
}

const kinds: readonly string[] = ['retailer', 'person', 'stop', 'report', 'area', 'place']

function parseSelection(
  text: string | undefined,
): { kind: SelectionKind; ids: SelectedId[] } | undefined {
  const [kind, list] = text?.split(':', 2) ?? []
  if (kind === undefined || !list || list === 'many' || !kinds.includes(kind)) return undefined
  const ids = list.split(',').map((id) => (/^\d+$/.test(id) ? Number(id) : id))
  return { kind: kind as SelectionKind, ids }
}
