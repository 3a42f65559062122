import type { Problem, TravelMatrix } from '../solver/index.ts'

/**
 * A problem as canonical JSON: the same problem is the same text, wherever and whenever it is written. Keys are in the order
 * of their code points, nothing is between the signs, what is undefined is absent, and Infinity is the string "Infinity".
 */
export function writeProblem(problem: Problem): string {
  return JSON.stringify(problem, (_key, value: unknown) => {
    if (value === Infinity) return 'Infinity'
    if (ArrayBuffer.isView(value)) return writeCells(value as Float64Array | Int32Array)
    return isPlain(value) ? sortKeys(value) : value
  })
}

/** @throws SyntaxError, TypeError for what `writeProblem` did not write */
export function readProblem(text: string): Problem {
  const { matrices, ...problem } = JSON.parse(text, (_key, value: unknown) =>
    value === 'Infinity' ? Infinity : value,
  ) as Problem
  return { ...problem, matrices: matrices.map(packMatrix) }
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const sortKeys = (object: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)))

/** Of numbers and Infinity only, so that they are not looked at one by one where all are finite. */
function writeCells(cells: Float64Array | Int32Array): (number | string)[] {
  return Array.from<number, number | string>(cells, (cell) =>
    cell === Infinity ? 'Infinity' : cell,
  )
}

function packMatrix({ size, durations, distances, costs }: TravelMatrix): TravelMatrix {
  return {
    size,
    durations: Float64Array.from(durations),
    distances: Float64Array.from(distances),
    ...(costs && { costs: Float64Array.from(costs) }),
  }
}
