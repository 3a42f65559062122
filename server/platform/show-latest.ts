import { setTimeout as wait } from 'node:timers/promises'

export interface LatestShown<T> {
  offer(value: T): void
  /** Shows the last one without waiting any more; resolves when it is shown. */
  end(): Promise<void>
}

/**
 * Shows what is offered, one after the other and at most once in `everyMillis`. What was overtaken meanwhile is never shown,
 * the last one always is.
 * @param show never rejects
 */
export function showLatest<T>(
  show: (value: T) => Promise<void>,
  everyMillis: number,
): LatestShown<T> {
  const hurry = new AbortController()
  const waiting: T[] = []
  let showing: Promise<void> | undefined

  async function showAll(): Promise<void> {
    for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
      waiting.length = 0
      const begun = performance.now()
      await show(value)
      const rest = everyMillis - (performance.now() - begun)
      if (rest > 0) await wait(rest, undefined, { signal: hurry.signal }).catch(() => undefined)
    }
    showing = undefined
  }

  return {
    offer(value) {
      waiting[0] = value
      showing ??= showAll()
    },
    async end() {
      hurry.abort()
      await showing
    },
  }
}
