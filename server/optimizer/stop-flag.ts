/** An abort that threads see: 0, and 1 once the signal is aborted. Signals themselves stay in their thread. */
export type StopFlag = Int32Array

/** Lends a flag that follows a signal for as long as something is under way. */
export async function whileFlagged<T>(
  signal: AbortSignal | undefined,
  run: (flag: StopFlag) => Promise<T>,
): Promise<T> {
  const flag = new Int32Array(new SharedArrayBuffer(4))
  const raise = () => {
    raiseFlag(flag)
  }
  if (signal?.aborted) raise()
  signal?.addEventListener('abort', raise)
  try {
    return await run(flag)
  } finally {
    signal?.removeEventListener('abort', raise)
  }
}

export function raiseFlag(flag: StopFlag): void {
  Atomics.store(flag, 0, 1)
}

export function isRaised(flag: StopFlag): boolean {
  return Atomics.load(flag, 0) === 1
}
