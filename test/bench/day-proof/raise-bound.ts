/** What a relaxed problem says with some multipliers: its least cost, and how often it visits each stop. */
export interface Weighing {
  readonly least: number
  readonly visits: Int32Array
}

/** Steps without gain before they are halved. */
const PATIENCE = 8

/**
 * Raises the least cost of a relaxed problem by charging what is visited more than once (subgradient
 * steps, Held, Wolfe & Crowder 1974).
 * @returns the best multipliers
 */
export function raiseBound(
  weigh: (multipliers: Float64Array) => Weighing,
  begin: Float64Array,
  aim: number,
  { rounds, share: begunWith }: { readonly rounds: number; readonly share: number },
): Float64Array {
  let multipliers = begin
  let best = begin
  let most = -Infinity
  let share = begunWith
  let idle = 0
  for (let round = 0; round < rounds; round++) {
    const { least, visits } = weigh(multipliers)
    if (least > most) {
      most = least
      best = multipliers
      idle = 0
    } else if (++idle === PATIENCE) {
      share /= 2
      idle = 0
    }
    const now = multipliers
    const slope = Float64Array.from(visits, (count, stop) =>
      count === 0 && now[stop] === 0 ? 0 : count - 1,
    )
    const norm = slope.reduce((sum, by) => sum + by * by, 0)
    if (norm === 0 || least >= aim) break
    const step = (share * (aim - least)) / norm
    multipliers = now.map((price, stop) => Math.max(0, price + step * (slope[stop] as number)))
  }
  return best
}
