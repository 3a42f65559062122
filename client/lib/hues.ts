import { directory } from './directory.svelte.ts'
import { theme } from './theme.svelte.ts'

// Apart by at least 12.8 ΔE00 for normal, protan and deutan eyes, and legible on the base map of their theme.
const light =
  '#EE4477 #661100 #550077 #4488FF #995500 #4411FF #663344 #339988 #CC7711 #447755'.split(' ')
const dark =
  '#BBEEAA #4488FF #AAEEFF #559988 #999900 #AAFF11 #FF99BB #88BBFF #99AA77 #FF22BB'.split(' ')

/** The person's colour on maps, lists and charts; from the eleventh on hues come again. */
export function hueOf(personId: number): string {
  const hues = theme.dark ? dark : light
  return hues[directory.orderOf(personId) % hues.length] ?? '#888888'
}

/** Whether the person shares a hue with an earlier one, and so is drawn dashed. */
export function isDashed(personId: number): boolean {
  return directory.orderOf(personId) >= light.length
}
