import { readFile } from 'node:fs/promises'
import { InvalidArgumentError, type Command } from 'commander'
import Papa from 'papaparse'
import type { DayTotals, GivenTour, PlanBench } from '../../shared/plan-bench.ts'
import { CommandRefused, withOperator } from './operator.ts'
import type { Session } from './session.ts'

interface BenchOptions {
  readonly plan?: number
  readonly day?: string
  readonly seconds: number
}

export function benchPlanCommand(program: Command, open: () => Session): void {
  program
    .command('bench-plan')
    .description('compare the plan published last, or one of your own, with ours of the same stops')
    .argument('[tours.csv]', 'columns person and shop: their codes, in the order of the visits')
    .option('--plan <id>', 'a plan by its number', readWhole)
    .option('--day <YYYY-MM-DD>', 'of the file’s tours; today when absent')
    .option('--seconds <s>', 'search ours so long', readWhole, 10)
    .addHelpText(
      'after',
      `
Both have the same people, shops, streets, hours and rules, and each shop stays with whoever had it. Nothing is saved.

Examples:
  beatline bench-plan
  beatline bench-plan last-tuesday.csv --day 2026-03-03 --seconds 30`,
    )
    .action(async (file: string | undefined, { plan, day, seconds }: BenchOptions) => {
      const session = open()
      const body = {
        seconds,
        ...(plan !== undefined && { planId: plan }),
        ...(day !== undefined && { day }),
        ...(file !== undefined && { tours: await readTours(file) }),
      }
      await withOperator(session, async (operator) => {
        const bench = await operator.request<PlanBench>('POST', '/plans/benchmark', body)
        session.output.result(bench, writeTable(bench))
      })
    })
}

async function readTours(path: string): Promise<GivenTour[]> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new CommandRefused(`${path} cannot be read.`)
  })
  const { data, meta } = Papa.parse<Record<string, string>>(text, {
    header: true,
    skipEmptyLines: 'greedy',
    transformHeader: (name) => name.trim().toLowerCase(),
  })
  for (const name of ['person', 'shop'])
    if (!meta.fields?.includes(name)) throw new CommandRefused(`${path} has no column “${name}”.`)
  const tours = new Map<string, string[]>()
  for (const [index, row] of data.entries()) {
    const [person = '', shop = ''] = [row['person']?.trim(), row['shop']?.trim()]
    if (person === '' || shop === '')
      throw new CommandRefused(`Row ${String(index + 2)} of ${path} lacks a person or a shop.`)
    tours.set(person, [...(tours.get(person) ?? []), shop])
  }
  return [...tours].map(([personCode, retailerCodes]) => ({ personCode, retailerCodes }))
}

const rows: readonly (readonly [string, (totals: DayTotals) => string])[] = [
  ['stops', ({ stops }) => String(stops)],
  ['distance, km', ({ metres }) => (metres / 1000).toFixed(1)],
  ['travel, h', ({ travelSeconds }) => (travelSeconds / 3600).toFixed(1)],
  ['whole days, h', ({ workSeconds }) => (workSeconds / 3600).toFixed(1)],
  ['overtime, min', ({ overtimeSeconds }) => (overtimeSeconds / 60).toFixed(0)],
  ['stops late', ({ late }) => String(late)],
  ['left out', ({ unplaced }) => String(unplaced)],
]

function writeTable(bench: PlanBench): string {
  const { day, planId, people, travelSource, theirs, ours, seconds, solver, machine } = bench
  const line = (name: string, one: string, other: string) =>
    name.padEnd(16) + one.padStart(12) + other.padStart(12)
  const source = travelSource === 'roads' ? 'along streets' : `travel: ${travelSource}`
  return [
    `${planId === null ? 'The file' : `Plan ${String(planId)}`}, ${day}, ${String(people)} people, ${source}`,
    line('', 'theirs', 'ours'),
    ...rows.map(([name, write]) => line(name, write(theirs), write(ours))),
    `Ours: ${seconds.toFixed(1)} s on ${machine}, solver ${solver}`,
  ].join('\n')
}

function readWhole(value: string): number {
  const number = Number(value)
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('no whole number')
  return number
}
