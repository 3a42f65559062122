import type { RunParts } from './plan-run.ts'

const LOOK_EVERY_MILLIS = 1000

/**
 * Looks for runs to go on with: at once for this node's own of before it started anew, and from then on for those of others.
 * @param adopt takes over runs whose node is gone
 * @param alone there is no other node
 * @returns the means to stop looking
 */
export function watchLost(
  { log }: Pick<RunParts, 'log'>,
  alone: boolean,
  adopt: () => Promise<void>,
): () => void {
  const look = () => {
    adopt().catch((error: unknown) => {
      log.warn({ err: error }, 'nobody looked for runs of nodes that are gone')
    })
  }
  look()
  const timer = alone ? undefined : setInterval(look, LOOK_EVERY_MILLIS)
  return () => {
    clearInterval(timer)
  }
}
