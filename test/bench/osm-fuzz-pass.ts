import { pathToFileURL } from 'node:url'
import { inspect } from 'node:util'
import { breakAndRead, processorSeconds } from '../osm/support/break-and-read.ts'
import { generateSamples, sampleOf } from '../osm/support/samples.ts'

export type FuzzMessage =
  { readonly begun: number } | { readonly fault: string } | { readonly figures: Figures }

export interface Figures {
  readonly endings: readonly (readonly [ending: string, count: number])[]
  readonly count: number
  /** Milliseconds of reading. */
  readonly slowest: number
  /** Of the processor, all threads together. */
  readonly seconds: number
  /** The most memory of the process, in MB. */
  readonly peak: number
}

/** Breaks a file in a process of its own, or small made ones: `node osm-fuzz-pass.ts TIMES SECONDS [FILE]`. */
async function pass(times: number, seconds: number, path: string | undefined): Promise<Figures> {
  const samples = path ? [sampleOf(path)] : generateSamples(1)
  const before = process.cpuUsage()
  const begin = (number: number) => tell({ begun: number })
  const { endings, count, slowest } = await breakAndRead(samples, times, { seconds, begin })
  return {
    endings: [...endings],
    count,
    slowest,
    seconds: processorSeconds(before),
    peak: process.resourceUsage().maxRSS / 1024,
  }
}

/** Waits until it is told, for what comes next may be the end of this process. */
const tell = (message: FuzzMessage) =>
  new Promise<void>((resolve) => process.send?.(message, () => resolve()))

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [, , times, seconds, path] = process.argv
  await pass(Number(times), Number(seconds), path)
    .then((figures) => tell({ figures }))
    .catch((error: unknown) => tell({ fault: inspect(error) }))
}
