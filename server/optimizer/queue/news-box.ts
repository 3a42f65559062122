/** Wakes whoever waits for news of a search. */
export interface NewsBox {
  put(id: number): void
  /** Resolves with the next news of a search, when nothing was heard for a while, or once the signal is aborted. */
  next(id: number, millis: number, signal: AbortSignal | undefined): Promise<void>
}

export function openNewsBox(): NewsBox {
  const waiting = new Map<number, () => void>()
  return {
    put(id) {
      waiting.get(id)?.()
    },
    next: (id, millis, signal) =>
      new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer)
          signal?.removeEventListener('abort', done)
          waiting.delete(id)
          resolve()
        }
        const timer = setTimeout(done, millis)
        signal?.addEventListener('abort', done)
        waiting.set(id, done)
      }),
  }
}
