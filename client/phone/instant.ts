/** Milliseconds since 1970 as the contract's instant. */
export function instantOf(millis: number): string {
  return new Date(millis).toISOString()
}
