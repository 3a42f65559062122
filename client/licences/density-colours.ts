// Sequential: one way from pale to strong, so that order survives colour-blind eyes and grey print. Diverging: orange
// and purple, which no common colour blindness takes for each other (ColorBrewer PuOr), the middle fading into the map.
const light = {
  sequential: ['#f4f0c0', '#a9d9b4', '#4db4bf', '#2b7bb0', '#273a86'],
  below: ['#b35806', '#e58e2f', '#f8cf98'],
  above: ['#cfcde6', '#978cc0', '#542788'],
  hatch: '#8a8f94',
  edge: '#6b7076',
}
const dark = {
  sequential: ['#22344f', '#265c80', '#2c8ca0', '#63c3a4', '#eef2a0'],
  below: ['#ffa95c', '#bd722c', '#614430'],
  above: ['#443f68', '#7b6dbd', '#bdb2f7'],
  hatch: '#7c858e',
  edge: '#98a2ab',
}

export const densityPalette = (isDark: boolean) => (isDark ? dark : light)

/** As many of five colours as there are classes, spread over their whole range. */
export function sequentialColours(isDark: boolean, classes: number): string[] {
  const all = densityPalette(isDark).sequential
  if (classes <= 1) return [all[2] ?? '']
  return Array.from(
    { length: classes },
    (_, i) => all[Math.round((i * (all.length - 1)) / (classes - 1))] ?? '',
  )
}

/** Strongest at the ends; `below` classes lie under 0, `above` from 0 on. */
export function divergingColours(isDark: boolean, below: number, above: number): string[] {
  const palette = densityPalette(isDark)
  return [...palette.below.slice(0, below), ...palette.above.slice(palette.above.length - above)]
}
