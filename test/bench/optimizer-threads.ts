import type { SolverPool } from '../../server/optimizer/solver-pool.ts'
import { hasInstances, readInstance } from '../solver/support/vrp-instance.ts'
import type { InstanceGroup } from '../solver/support/vrp-instance.ts'

/** Hard ones of each kind, and rounds that make a second or two. */
const CASES: readonly (readonly [InstanceGroup, string, number])[] = [
  ['solomon', 'R112', 30_000],
  ['solomon', 'R207', 30_000],
  ['solomon', 'RC206', 30_000],
  ['homberger-200', 'R1_2_3', 60_000],
  ['homberger-200', 'R2_2_7', 60_000],
  ['homberger-400', 'R1_4_6', 60_000],
  ['x', 'X-n275-k28', 60_000],
]

/**
 * Whether a second thread helps: at equal rounds per thread, one search, the better of two apart,
 * and two that meet. By rounds, so that a busy machine does not matter.
 */
export async function reportThreads(pool: SolverPool): Promise<void> {
  if (!hasInstances) return
  const sums = [0, 0, 0]
  for (const [group, name, iterations] of CASES) {
    const { problem, bestKnown } = readInstance(group, name)
    const gapOf = ({ cost }: { readonly cost: number }) => cost / bestKnown - 1
    const [one = Number.NaN, other = Number.NaN] = await Promise.all(
      [1, 2].map(async (seed) => gapOf(await pool.solve(problem, { seed, iterations }))),
    )
    const meeting = gapOf(await pool.solve(problem, { seed: 1, iterations, threads: 2 }))
    const gaps = [(one + other) / 2, Math.min(one, other), meeting]
    gaps.forEach((gap, i) => (sums[i] = (sums[i] ?? 0) + gap / CASES.length))
    console.log(`  ${name}, ${iterations} rounds each: ${describeGaps(gaps)}`)
  }
  console.log(`  threads: ${describeGaps(sums)}`)
}

function describeGaps(gaps: readonly number[]): string {
  const [one, apart, meeting] = gaps.map((gap) => `${(100 * gap).toFixed(2)} %`)
  return `one search ${one ?? ''}, two apart ${apart ?? ''}, two that meet ${meeting ?? ''}`
}
