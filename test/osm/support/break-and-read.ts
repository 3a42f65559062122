import { Random } from '../../../server/solver/random.ts'
import { pick } from './mutate-bytes.ts'
import type { Sample } from './samples.ts'
import { survive } from './survive.ts'

export interface BreakOptions {
  /** No more files are begun after so many seconds of the processor, all threads together. */
  readonly seconds?: number
  /** Hears of each file before it is made. */
  readonly begin?: (number: number) => Promise<void>
}

export interface Endings {
  /** How many files ended how. */
  readonly endings: Map<string, number>
  readonly count: number
  /** Milliseconds of reading. */
  readonly slowest: number
}

/**
 * Breaks samples that often, always in the same ways, and counts how their reading ends. Throws, with the number that
 * makes the broken file again, when it ends in another way than it may.
 */
export async function breakAndRead(
  samples: readonly Sample[],
  times: number,
  { seconds = Infinity, begin }: BreakOptions = {},
): Promise<Endings> {
  const before = process.cpuUsage()
  const endings = new Map<string, number>()
  let slowest = 0
  let count = 0
  while (count < times && processorSeconds(before) < seconds) {
    const number = ++count
    await begin?.(number)
    const random = new Random(number)
    const broken = pick(pick(samples, random).breakings, random)(random)
    const started = performance.now()
    const ending = await survive(broken).catch((error: unknown) => {
      throw new Error(`Broken file ${number} of ${broken.length} bytes`, { cause: error })
    })
    slowest = Math.max(slowest, performance.now() - started)
    endings.set(ending, (endings.get(ending) ?? 0) + 1)
  }
  return { endings, count, slowest }
}

export function processorSeconds(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1e6
}
