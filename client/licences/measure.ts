import type { AreaDensity, DensityMeasure } from '../../shared/licences.ts'
import { formatCount, formatNumber } from '../lib/format.ts'
import { classOf, divergingBreaks, quantileBreaks, type Breaks } from './class-breaks.ts'
import { divergingColours, sequentialColours } from './density-colours.ts'

const CLASSES = 5
const SIDE = 3

/** The classes of one measure over the areas in view. */
export interface Classes {
  readonly breaks: Breaks
  readonly colours: readonly string[]
  /** Areas per class. */
  readonly counts: readonly number[]
  /** Areas for which the measure is unknown. */
  readonly unknown: number
}

/** The measure's value; null where its base is unknown or 0. */
export const valueOf = (area: AreaDensity, measure: DensityMeasure): number | null => area[measure]

const isDiverging = (measure: DensityMeasure) => measure === 'remaining'

export function classify(
  areas: readonly AreaDensity[],
  measure: DensityMeasure,
  isDark: boolean,
): Classes {
  const values = areas.map((area) => valueOf(area, measure)).filter((value) => value !== null)
  const breaks = isDiverging(measure)
    ? divergingBreaks(values, SIDE)
    : quantileBreaks(values, CLASSES)
  const below = breaks.indexOf(0) + 1
  const colours = isDiverging(measure)
    ? divergingColours(isDark, below, breaks.length + 1 - below)
    : sequentialColours(isDark, breaks.length + 1)
  const counts = colours.map(() => 0)
  for (const value of values) {
    const index = classOf(value, breaks)
    counts[index] = (counts[index] ?? 0) + 1
  }
  return { breaks, colours, counts, unknown: areas.length - values.length }
}

/** Where each measure that counts begins; the breaks of these are whole numbers. */
const countsFrom: Partial<Record<DensityMeasure, number>> = {
  licences: 0,
  openReports: 0,
  remaining: -Infinity,
}

/**
 * The values of a class as the legend writes them: `3.20 – 3.50` up to its end; for counts, `4 – 8` from the first
 * to the last in it. Empty when there is one class only.
 */
export function formatRange(
  from: number | undefined,
  to: number | undefined,
  measure: DensityMeasure,
): string {
  const text = (value: number) => formatMeasure(value, measure)
  const lowest = countsFrom[measure]
  if (to === undefined) return from === undefined ? '' : `≥ ${text(from)}`
  if (lowest === undefined)
    return from === undefined ? `< ${text(to)}` : `${text(from)} – ${text(to)}`
  const [first, last] = [from ?? lowest, to - 1]
  if (first === -Infinity) return `≤ ${text(last)}`
  return first === last ? text(first) : `${text(first)} – ${text(last)}`
}

/** A value as the table and the legend write it: ratios with decimals, counts without, remaining with its sign. */
export function formatMeasure(value: number, measure: DensityMeasure): string {
  if (measure === 'perThousand') return formatNumber(value, 2)
  if (measure === 'perKm2') return formatNumber(value, Math.abs(value) < 10 ? 2 : 1)
  if (measure !== 'remaining') return formatCount(value)
  const sign = value > 0 ? '+' : value < 0 ? '−' : ''
  return sign + formatCount(Math.abs(value))
}
