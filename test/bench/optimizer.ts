import { parseArgs } from 'node:util'
import { check } from '../../server/solver/check.ts'
import type { Problem, Solution } from '../../server/solver/problem.ts'
import { solve } from '../../server/solver/solve.ts'
import { openSolverPool } from '../../server/optimizer/solver-pool.ts'
import { makeDay } from '../solver/support/day-problem.ts'
import {
  INSTANCE_GROUPS,
  hasInstances,
  listInstances,
  readInstance,
  whySkipped,
} from '../solver/support/vrp-instance.ts'
import type { InstanceGroup } from '../solver/support/vrp-instance.ts'
import { proveDays, reportDays } from './optimizer-days.ts'
import { PEERS } from './optimizer-peers.ts'
import { reportThreads } from './optimizer-threads.ts'
import { percent, solveTimed, summarise, thousands } from './solve-timed.ts'
import type { Settings } from './solve-timed.ts'

const DEFAULT_SECONDS: Record<InstanceGroup, readonly number[]> = {
  solomon: [1, 5],
  'homberger-200': [1, 5, 30],
  'homberger-400': [1, 5, 60],
  'homberger-1000': [5, 60],
  x: [5, 60],
}

const OTHER_GROUPS = {
  day: reportDays,
  team: reportTeams,
  first: reportFirst,
  threads: ({ pool }) => reportThreads(pool),
} satisfies Record<string, (settings: Settings) => Promise<void> | void>

/** Takes hours: only when it is asked for by name. */
const ON_REQUEST: Record<string, (settings: Settings) => void> = { prove: proveDays }

export async function run(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      seconds: { type: 'string', multiple: true },
      seed: { type: 'string', default: '1' },
      only: { type: 'string', default: '' },
      verbose: { type: 'boolean', default: false },
      cpu: { type: 'boolean', default: false },
      threads: { type: 'string', default: '1' },
    },
  })
  refuseUnknown(positionals)
  const settings: Settings = {
    milliseconds: (values.seconds ?? []).map((seconds) => 1000 * Number(seconds)),
    seed: Number(values.seed),
    verbose: values.verbose,
    clock: values.cpu ? processorTime : () => performance.now(),
    only: new RegExp(values.only),
    threads: Number(values.threads),
    pool: openSolverPool(),
  }
  if (values.cpu && settings.threads > 1) throw new RangeError('--cpu is for one thread')
  const isWanted = (group: string) => positionals.length === 0 || positionals.includes(group)
  await warmUp(settings)
  for (const [group, report] of Object.entries(ON_REQUEST))
    if (positionals.includes(group)) report(settings)
  for (const [group, report] of Object.entries(OTHER_GROUPS))
    if (isWanted(group)) await report(settings)
  if (!hasInstances) console.log(`instances skipped: ${whySkipped}`)
  else for (const group of INSTANCE_GROUPS) if (isWanted(group)) await reportGroup(group, settings)
  await settings.pool.close()
}

function refuseUnknown(groups: readonly string[]): void {
  const all: string[] = [...Object.keys({ ...OTHER_GROUPS, ...ON_REQUEST }), ...INSTANCE_GROUPS]
  const unknown = groups.filter((group) => !all.includes(group))
  if (unknown.length > 0)
    throw new RangeError(`No group ${unknown.join(', ')}. There are: ${all.join(', ')}.`)
}

function processorTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

async function warmUp(settings: Settings): Promise<void> {
  await solveTimed(makeDay(3, 12, 40, 7), 500, settings)
  if (hasInstances) await solveTimed(readInstance('solomon', 'RC101').problem, 1000, settings)
}

async function reportGroup(group: InstanceGroup, settings: Settings): Promise<void> {
  const names = listInstances(group).filter((name) => settings.only.test(name))
  const times =
    settings.milliseconds.length > 0
      ? settings.milliseconds
      : DEFAULT_SECONDS[group].map((seconds) => 1000 * seconds)
  for (const milliseconds of times) {
    const gaps = new Map<string, number>()
    let speed = 0
    for (const name of names) {
      const { problem, bestKnown } = readInstance(group, name)
      const { solution, perSecond } = await solveTimed(problem, milliseconds, settings)
      const gap = solution.cost / bestKnown - 1
      if (settings.verbose) console.log(`    ${name} ${percent(gap)} ${thousands(perSecond)}/s`)
      gaps.set(name, gap)
      speed += perSecond / names.length
    }
    const seconds = milliseconds / 1000
    console.log(`  ${group} in ${seconds} s: ${summarise(gaps)}, ${thousands(speed)}/s`)
    if (settings.verbose && group === 'solomon') reportClasses(gaps)
  }
  const peak = process.resourceUsage().maxRSS / 1024
  console.log(`  ${group}: at most ${peak.toFixed(0)} MB so far; ${PEERS[group]}`)
}

function reportClasses(gaps: ReadonlyMap<string, number>): void {
  for (const kind of ['C1', 'C2', 'R1', 'R2', 'RC1', 'RC2']) {
    const some = [...gaps].filter(([name]) => name.replace(/\d\d$/, '') === kind)
    if (some.length > 0) console.log(`    ${kind}: ${summarise(new Map(some))}`)
  }
}

/** Days of a team with more shops than fit: the plan over time, and against longer runs. */
async function reportTeams(settings: Settings): Promise<void> {
  for (const [people, shops, milliseconds] of [
    [12, 300, 2500],
    [30, 800, 5000],
  ] as const) {
    const problem = makeDay(people, 20, shops, 1)
    const limit = settings.milliseconds[0] ?? milliseconds
    const { solution, perSecond } = await solveTimed(problem, limit, settings)
    const gap = await gapToLonger(problem, solution, 8 * limit, [2, 3], settings)
    console.log(
      `  team of ${people}, ${shops} shops in ${limit / 1000} s: ${solution.cost.toFixed(0)}, ` +
        `${solution.unassigned.length} left out, ${percent(gap)} above the best of two runs eight times as long, ` +
        `${thousands(perSecond)}/s`,
    )
  }
}

/** By how much longer runs of other seeds are better. */
async function gapToLonger(
  problem: Problem,
  { cost }: Solution,
  milliseconds: number,
  seeds: readonly number[],
  settings: Settings,
): Promise<number> {
  let least = cost
  for (const seed of seeds) {
    const longer = await solveTimed(problem, milliseconds, { ...settings, seed })
    least = Math.min(least, longer.solution.cost)
  }
  return cost / least - 1
}

/** How long the first complete plan takes. */
function reportFirst(settings: Settings): void {
  if (!hasInstances) return
  for (const [group, name] of [
    ...listInstances('homberger-1000').map((name) => ['homberger-1000', name] as const),
    ['x', 'X-n936-k151'] as const,
  ]) {
    const { problem, bestKnown } = readInstance(group, name)
    let first: { solution: Solution; elapsed: number } | undefined
    solve(problem, {
      seed: settings.seed,
      milliseconds: 100,
      clock: settings.clock,
      onImprovement(solution, elapsed) {
        if (solution.cost < Infinity) first ??= { solution, elapsed }
      },
    })
    if (first) check(problem, first.solution)
    console.log(
      first
        ? `  first of ${name}: ${first.elapsed.toFixed(0)} ms, ${percent(first.solution.cost / bestKnown - 1)}`
        : `  first of ${name}: none`,
    )
  }
}
