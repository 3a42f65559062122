import type { Unit } from './density.svelte.ts'

export type UnitOrder = 'name' | 'licences' | 'population' | 'value'

/** Sorted by a column; units of which it is unknown come last, whichever way it runs. */
export function orderUnits(
  units: readonly Unit[],
  order: UnitOrder,
  descending: boolean,
  language: string,
): Unit[] {
  const sign = descending ? -1 : 1
  if (order === 'name')
    return units.toSorted((a, b) => sign * a.area.name.localeCompare(b.area.name, language))
  const numberOf = (unit: Unit) => (order === 'value' ? unit.value : unit.density[order])
  return units.toSorted((a, b) => {
    const [left, right] = [numberOf(a), numberOf(b)]
    if (left === null || right === null) return Number(left === null) - Number(right === null)
    return sign * (left - right)
  })
}
