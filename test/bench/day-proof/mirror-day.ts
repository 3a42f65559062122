import type { OneDay } from '../../../server/solver/day/one-day.ts'

/** The day driven backwards from its latest end: what is latest there is earliest here. */
export function mirrorDay(day: OneDay): OneDay {
  const { count, side, departAt, homeBy, service, windowFrom, rest } = day
  const end = Math.max(...homeBy)
  const nodes = [...Array.from({ length: count }, (_, stop) => stop), count + 1, count]
  const turn = (legs: Float64Array) =>
    Float64Array.from(nodes.flatMap((from) => nodes.map((to) => legs[to * side + from] as number)))
  /** Something that begins in a window ends, and so begins backwards, in this one. */
  const flip = (moments: Float64Array, stay: (window: number) => number) =>
    moments.map((moment, window) => end - moment - stay(window))
  const stays = new Float64Array(day.opens.length)
  for (let stop = 0; stop < count; stop++)
    stays.fill(service[stop] as number, windowFrom[stop], windowFrom[stop + 1])
  const opens = flip(day.closes, (window) => stays[window] as number)
  const closes = flip(day.opens, (window) => stays[window] as number)
  for (const moments of [opens, closes])
    for (let stop = 0; stop < count; stop++)
      moments.subarray(windowFrom[stop], windowFrom[stop + 1]).reverse()
  return {
    ...day,
    time: turn(day.time),
    cost: turn(day.cost),
    opens,
    closes,
    lastCall: Float64Array.from(
      { length: count },
      (_, stop) => closes[(windowFrom[stop + 1] as number) - 1] as number,
    ),
    departAt: 0,
    homeBy: [-Infinity, end - departAt],
    rest: {
      seconds: rest.seconds,
      opens: flip(rest.closes, () => rest.seconds).reverse(),
      closes: flip(rest.opens, () => rest.seconds).reverse(),
    },
  }
}

/**
 * When the day driven backwards begins: with the break to come, and with none to come because it is
 * never owed.
 */
export function listMirrorRoots({ homeBy }: OneDay): readonly [number, number] {
  const end = Math.max(...homeBy)
  return [end - homeBy[1], end - homeBy[0]]
}
