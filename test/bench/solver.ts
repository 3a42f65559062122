import { cpus } from 'node:os'
import { pathToFileURL } from 'node:url'
import { check } from '../../server/planning/solver/check.ts'
import type { Problem } from '../../server/planning/solver/problem.ts'
import { solve } from '../../server/planning/solver/solve.ts'
import { makeDay } from '../solver/support/day-problem.ts'
import { hasSolomon, listSolomon, readSolomon, whySkipped } from '../solver/support/solomon.ts'

/**
 * Protocol: one thread, warm process, wall time from the call of `solve`, seed 1, every answer
 * checked. Gap = cost / best known − 1, mean over the group.
 */
export function run(): void {
  console.log(
    `solver on ${cpus()[0]?.model ?? 'an unknown processor'}, one thread, Node ${process.version}`,
  )
  warmUp()
  reportDay('one person, 40 stops', makeDay(1, 40, 40, 1), 300)
  reportDay('12 people × 20 of 300 stops', makeDay(12, 20, 300, 1), 2500)
  if (hasSolomon) reportSolomon(1000)
  else console.log(`Solomon skipped: ${whySkipped}`)
}

function warmUp(): void {
  solve(makeDay(3, 12, 40, 7), { seed: 1, milliseconds: 500 })
  solve(makeDay(1, 20, 20, 7), { seed: 1, milliseconds: 300 })
}

/** The plan over time, and against five other seeds with ten times as long. */
function reportDay(name: string, problem: Problem, milliseconds: number): void {
  const steps: string[] = []
  const solution = solve(problem, {
    seed: 1,
    milliseconds,
    onImprovement({ cost }, elapsed) {
      steps.push(`${cost.toFixed(0)} at ${elapsed.toFixed(0)} ms`)
    },
  })
  check(problem, solution)
  const longer = [2, 3].map((seed) => {
    const other = solve(problem, { seed, milliseconds: 10 * milliseconds })
    check(problem, other)
    return other.cost
  })
  const gap = solution.cost / Math.min(solution.cost, ...longer) - 1
  console.log(
    `${name}: first ${steps[0] ?? '-'}; best ${steps.at(-1) ?? '-'} of ${milliseconds}; ` +
      `${solution.unassigned.length} left out; ${(100 * gap).toFixed(2)} % above the best of longer runs`,
  )
}

function reportSolomon(milliseconds: number): void {
  const groups = new Map<string, number[]>()
  for (const name of listSolomon()) {
    const { problem, bestKnown } = readSolomon(name)
    const solution = solve(problem, { seed: 1, milliseconds })
    check(problem, solution)
    const gap = solution.cost / bestKnown - 1
    if (process.argv.includes('--verbose')) console.log(`  ${name} ${(100 * gap).toFixed(2)} %`)
    for (const group of [name.replace(/\d\d$/, ''), 'all'])
      groups.set(group, [...(groups.get(group) ?? []), gap])
  }
  for (const [group, gaps] of groups) {
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
    console.log(
      `Solomon ${group} (${gaps.length}) in ${milliseconds / 1000} s: mean ${(100 * mean).toFixed(2)} %, ` +
        `worst ${(100 * Math.max(...gaps)).toFixed(2)} %`,
    )
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) run()
