/**
 * Joins lines end to end where exactly two of them meet, so that a street of fifty pieces is drawn, simplified and
 * labelled as one. At crossings lines end: which one goes on would be a guess.
 * @param lines node indexes; a merged line may run against some of its pieces
 */
export function mergeLines(lines: readonly ArrayLike<number>[]): ArrayLike<number>[] {
  if (lines.length < 2) return [...lines]
  const ends = new Map<number, number[]>()
  lines.forEach((line, index) => {
    for (const end of [line[0] as number, line[line.length - 1] as number]) {
      const there = ends.get(end)
      if (there) there.push(index)
      else ends.set(end, [index])
    }
  })
  const used = new Uint8Array(lines.length)
  const merged: ArrayLike<number>[] = []
  for (const [index, line] of lines.entries()) {
    if (used[index]) continue
    used[index] = 1
    const onwards = follow(lines, ends, used, line)
    if (onwards === line) {
      const backwards = Array.from(line).reverse()
      merged.push(follow(lines, ends, used, backwards))
    } else merged.push(follow(lines, ends, used, Array.from(onwards).reverse()))
  }
  return merged
}

/** Lengthens a line at its end as far as it goes on without a crossing. */
function follow(
  lines: readonly ArrayLike<number>[],
  ends: ReadonlyMap<number, readonly number[]>,
  used: Uint8Array,
  start: ArrayLike<number>,
): ArrayLike<number> {
  let whole: number[] | undefined
  for (;;) {
    const end = (whole ? whole.at(-1) : start[start.length - 1]) as number
    const there = ends.get(end) ?? []
    const next = there.length === 2 ? there.find((index) => !used[index]) : undefined
    if (next === undefined) return whole ?? start
    used[next] = 1
    whole ??= Array.from(start)
    const line = lines[next] as ArrayLike<number>
    const forwards = line[0] === end
    for (let i = 1; i < line.length; i += 1)
      whole.push((forwards ? line[i] : line[line.length - 1 - i]) as number)
  }
}
