import { check } from '../../server/solver/check.ts'
import { compileProblem } from '../../server/solver/compile-problem.ts'
import { readDays } from '../../server/solver/day/one-day.ts'
import type { Problem } from '../../server/solver/problem.ts'
import { solve } from '../../server/solver/solve.ts'
import { makeDay } from '../solver/support/day-problem.ts'
import { BEST_DAYS } from './best-days.ts'
import type { BestDays } from './best-days.ts'
import { LabelPass } from './day-proof/label-pass.ts'
import { proveDay } from './day-proof/prove-day.ts'
import { percent, solveTimed, summarise, thousands } from './solve-timed.ts'
import type { Settings } from './solve-timed.ts'

/** Relative; what is more is a worse plan. */
const AS_GOOD = 1e-6
/** Labels there is room for in a proof: some 400 MB. */
const LABELS = 9_000_000

type Kind = keyof typeof BEST_DAYS

/** One person's day of 6 to 40 shops. */
const MAKERS: Record<Kind, (day: number) => Problem> = {
  day: (day) => makeDay(1, 40, countShops(day), 1 + day),
  other: (day) => makeDay(1, 40, countShops(day), 1001 + day),
  fitting: (day) => lengthenDay(makeDay(1, 40, countShops(day), 1 + day)),
}

const KINDS = Object.keys(MAKERS) as Kind[]

function countShops(day: number): number {
  return 6 + (day % 35)
}

/** Ends at midnight, as do the shops' last windows. */
function lengthenDay(problem: Problem): Problem {
  const midnight = 24 * 3600
  return {
    ...problem,
    vehicles: problem.vehicles.map((vehicle) => ({
      ...vehicle,
      shift: [vehicle.shift[0], midnight] as const,
    })),
    stops: problem.stops.map((stop) => ({
      ...stop,
      windows: stop.windows.map((window, w) =>
        w === stop.windows.length - 1 ? ([window[0], midnight] as const) : window,
      ),
    })),
  }
}

/** One person's days against the best there is, or is known. */
export async function reportDays(settings: Settings): Promise<void> {
  for (const kind of KINDS) await reportKind(kind, settings)
}

async function reportKind(kind: Kind, settings: Settings): Promise<void> {
  const milliseconds = settings.milliseconds[0] ?? 100
  const { costs, proven }: BestDays = BEST_DAYS[kind]
  const gaps = new Map<string, number>()
  let speed = 0
  let whole = 0
  for (const [day, best] of costs.entries()) {
    if (!settings.only.test(`${kind}-${day}`)) continue
    const problem = MAKERS[kind](day)
    const { solution, perSecond } = await solveTimed(problem, milliseconds, settings)
    const { cost, unassigned } = solution
    if (unassigned.length === 0) whole++
    const gap = cost / best - 1
    gaps.set(`${kind}-${day}`, gap)
    if (Math.abs(gap) >= AS_GOOD && settings.verbose)
      console.log(
        `    ${kind}-${day}, ${problem.stops.length} shops: ${percent(gap)}, ${cost.toFixed(2)}`,
      )
    speed += perSecond
  }
  if (gaps.size === 0) return
  const reached = [...gaps.values()].filter((gap) => gap < AS_GOOD).length
  console.log(
    `  ${kind} in ${milliseconds / 1000} s: ${reached} of ${gaps.size} as good as the best ` +
      `(${proven.length} of ${costs.length} proven), all served on ${whole}; ` +
      `${summarise(gaps)}, ${thousands(speed / gaps.size)}/s`,
  )
}

/** Proves of each day that nothing costs less than the best known, or finds what does: seconds to minutes each. */
export function proveDays({ only }: Settings): void {
  const pass = new LabelPass(LABELS)
  for (const kind of KINDS)
    for (const [day, best] of BEST_DAYS[kind].costs.entries()) {
      if (!only.test(`${kind}-${day}`)) continue
      const begun = performance.now()
      const found = describeProof(MAKERS[kind](day), best, pass)
      const seconds = ((performance.now() - begun) / 1000).toFixed(1)
      console.log(`  ${kind}-${day}: ${found} (${seconds} s)`)
    }
}

function describeProof(problem: Problem, best: number, pass: LabelPass): string {
  const day = readDays(compileProblem(problem))?.[0]
  if (!day) throw new RangeError('Only days of one person can be proven')
  const { least, tour, proven } = proveDay(day, best, pass)
  if (least === Infinity) return proven ? `${best} proven` : `${best} open`
  const solution = solve(problem, { seed: 1, iterations: 0, warmStart: [tour] })
  check(problem, solution)
  return `${solution.cost.toFixed(2)} ${proven ? 'proven' : 'found'}, less than ${best}`
}
