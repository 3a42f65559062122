import { Random } from '../../../server/planning/solver/random.ts'
import { pick } from './mutate-bytes.ts'
import type { Sample } from './samples.ts'
import { survive } from './survive.ts'

/**
 * Breaks samples that often, always in the same ways, and counts how their reading ends; the slowest took that many milliseconds. Throws, with the number that
 * makes the broken file again, when it ends in another way than it may.
 */
export async function breakAndRead(
  samples: readonly Sample[],
  times: number,
): Promise<{ endings: Map<string, number>; slowest: number }> {
  let slowest = 0
  const endings = new Map<string, number>()
  for (let number = 1; number <= times; number++) {
    const random = new Random(number)
    const broken = pick(pick(samples, random).breakings, random)(random)
    const started = performance.now()
    const ending = await survive(broken).catch((error: unknown) => {
      throw new Error(`Broken file ${number} of ${broken.length} bytes`, { cause: error })
    })
    slowest = Math.max(slowest, performance.now() - started)
    endings.set(ending, (endings.get(ending) ?? 0) + 1)
  }
  return { endings, slowest }
}
