/** Of the processor, all threads of the process together, since some earlier usage: a busy machine stretches it less. */
function secondsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

/** Runs something once and prints what it took. */
export async function measure<Result>(
  what: string,
  act: () => Result | Promise<Result>,
): Promise<Result> {
  const [before, begin] = [process.cpuUsage(), performance.now()]
  const result = await act()
  const wall = (performance.now() - begin) / 1000
  console.log(`  ${what}: ${secondsSince(before).toFixed(2)} s (${wall.toFixed(2)} s on the clock)`)
  return result
}

/** Machine code is made bit by bit: two calls of a few milliseconds leave most of it still to come. */
const WARM_UP_MS = 1000

/**
 * Runs something many times after warming up, `batch` at once for what is short, and prints milliseconds of one.
 * @returns the median by the clock, to be set beside what another process takes
 */
export function repeat(
  what: string,
  rounds: number,
  batch: number,
  act: (index: number) => unknown,
): number {
  const busy: number[] = []
  const wall: number[] = []
  const warm = performance.now() + WARM_UP_MS
  for (let index = 0; index < 2 * batch || performance.now() < warm; index++) act(index % batch)
  for (let round = 0; round < rounds; round++) {
    const [before, begin] = [process.cpuUsage(), performance.now()]
    for (let index = 0; index < batch; index++) act(index)
    wall.push((performance.now() - begin) / batch)
    busy.push((1000 * secondsSince(before)) / batch)
  }
  const least = Math.min(...busy).toPrecision(3)
  const clock = medianOf(wall)
  console.log(
    `  ${what}: ${medianOf(busy).toPrecision(3)} ms, least ${least} (${clock.toPrecision(3)} on the clock)`,
  )
  return clock
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN
}
