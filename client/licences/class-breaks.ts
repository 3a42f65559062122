/** Classes of a choropleth: class `i` holds the values from `breaks[i - 1]` (included) to `breaks[i]` (excluded). */
export type Breaks = readonly number[]

/**
 * Breaks that put about as many values into each class, rounded to two significant digits where that keeps them
 * apart. Fewer classes come out when values are equal.
 * @param values in any order
 * @param classes at most this many
 */
export function quantileBreaks(values: readonly number[], classes: number): number[] {
  const sorted = values.toSorted((a, b) => a - b)
  const [lowest] = sorted
  if (lowest === undefined) return []
  const breaks: number[] = []
  for (let i = 1; i < classes; i++) {
    const exact = sorted[Math.floor((i * sorted.length) / classes)] ?? lowest
    const above = breaks.at(-1) ?? lowest
    const round = roundToDigits(exact, 2)
    const at = round > above && sorted.some((value) => value >= round) ? round : exact
    if (at > above) breaks.push(at)
  }
  return breaks
}

/**
 * Breaks around 0, which is always one of them: what lies below is told from what lies above.
 * @param side at most this many classes on either side
 */
export function divergingBreaks(values: readonly number[], side: number): number[] {
  const below = quantileBreaks(
    values.filter((value) => value < 0).map((value) => -value),
    side,
  )
  const above = quantileBreaks(
    values.filter((value) => value >= 0),
    side,
  )
  return [...below.map((value) => -value).toReversed(), 0, ...above]
}

/** The class that a value falls into, 0 … breaks.length. */
export function classOf(value: number, breaks: Breaks): number {
  return breaks.filter((at) => value >= at).length
}

/** How many values fall into each of equally wide bins from the lowest to the highest. */
export function countBins(
  values: readonly number[],
  bins: number,
): { from: number; count: number }[] {
  if (values.length === 0) return []
  const lowest = Math.min(...values)
  const width = (Math.max(...values) - lowest) / bins
  const counts = Array.from({ length: bins }, (_, bin) => ({
    from: lowest + bin * width,
    count: 0,
  }))
  for (const value of values) {
    const bin = counts[width === 0 ? 0 : Math.min(bins - 1, Math.floor((value - lowest) / width))]
    if (bin) bin.count++
  }
  return counts
}

function roundToDigits(value: number, digits: number): number {
  return Number(value.toPrecision(digits))
}
