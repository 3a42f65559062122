/** Lets `perSecond` through on average and as many at once; the rest is told no. */
export function createTokenBucket(perSecond: number, now = Date.now): { take(): boolean } {
  let tokens = perSecond
  let filledAt = now()
  return {
    take() {
      const at = now()
      tokens = Math.min(perSecond, tokens + ((at - filledAt) / 1000) * perSecond)
      filledAt = at
      if (tokens < 1) return false
      tokens -= 1
      return true
    },
  }
}
