/** What was measured, by its name, in milliseconds. */
export type Figures = Readonly<
  Record<string, { readonly target?: number; readonly waits: readonly number[] }>
>

/** Prints median and 95th percentile (of few, the worst), beside what is asked for. */
export function tellFigures(of: string, figures: Figures): void {
  console.log(`  ${of}`)
  for (const [name, { target, waits }] of Object.entries(figures)) {
    const sorted = waits.toSorted((a, b) => a - b)
    const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? NaN).toFixed(0)
    const asked = target === undefined ? '' : `  (asked: ${String(target)})`
    const size = `of ${String(waits.length)}`
    console.log(`    ${name.padEnd(36)} ${at(0.5)} ms, p95 ${at(0.95)} ms ${size}${asked}`)
  }
}
