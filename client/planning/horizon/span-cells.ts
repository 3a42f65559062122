import type { SpanCell } from '../../../shared/horizon.ts'

export const keyOf = ({ personId, day }: Pick<SpanCell, 'personId' | 'day'>) => `${personId} ${day}`

/** Cells by person and day. */
export function cellsByDay(cells: readonly SpanCell[]): ReadonlyMap<string, SpanCell> {
  return new Map(cells.map((cell) => [keyOf(cell), cell]))
}
