import type { RunPoint } from '../../shared/planning.ts'

/**
 * The cost of what was best, over time, as the points of a line in a box: it falls in steps, since what was found counts
 * until something better is.
 * @param elapsed milliseconds that the width stands for
 */
export function costLine(
  points: readonly Pick<RunPoint, 'cost' | 'elapsed'>[],
  elapsed: number,
  { width, height }: { width: number; height: number },
): string {
  const costs = points.map(({ cost }) => cost)
  const [least, most] = [Math.min(...costs), Math.max(...costs)]
  const x = (at: number) => (elapsed === 0 ? 0 : Math.min(1, at / elapsed) * width)
  const y = (cost: number) =>
    most === least ? height / 2 : ((most - cost) / (most - least)) * height
  const corners = points.flatMap(({ cost, elapsed: at }, index) => {
    const before = points[index - 1]
    return before
      ? [
          [x(at), y(before.cost)],
          [x(at), y(cost)],
        ]
      : [[0, y(cost)]]
  })
  const last = points.at(-1)
  if (last) corners.push([width, y(last.cost)])
  return corners.map((corner) => corner.map((value) => value.toFixed(1)).join(',')).join(' ')
}
