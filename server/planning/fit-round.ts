/** A round is cut short only where it is slower than those before were. */
const SPARE = 0.9

/**
 * How long a round of a search is: as long as is wanted, or what there is time for. A search must cool down to find what it
 * can, and no clock may decide what it finds: so the clock is asked before.
 * @param wanted iterations
 * @param pace of the round before, iterations a millisecond; Infinity when there was none
 * @param left milliseconds
 */
export function fitRound(wanted: number, pace: number, left: number): number {
  if (left <= 0) return 0
  return Math.floor(Math.min(wanted, pace === Infinity ? Infinity : SPARE * pace * left))
}
