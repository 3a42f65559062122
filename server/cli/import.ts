import { openAsBlob } from 'node:fs'
import { basename } from 'node:path'
import { Argument, Option, type Command } from 'commander'
import { datums, type Datum } from '../../shared/geo.ts'
import {
  importKinds,
  type ColumnMapping,
  type ImportBatch,
  type ImportKind,
  type ImportRow,
} from '../../shared/imports.ts'
import type { Session } from './session.ts'
import { CommandRefused, withOperator, type Operator } from './operator.ts'

interface ImportOptions {
  datum: Datum
  map: string[]
  dryRun?: boolean
  allowRefused?: boolean
}

export function importCommand(program: Command, open: () => Session): void {
  const command = program.command('import').description('bring a file in, or take one back')
  command
    .command('file', { isDefault: true })
    .description('check a CSV, XLSX or GeoJSON file row by row, then apply it')
    .addArgument(new Argument('<kind>', 'what the rows are').choices(importKinds))
    .argument('<file>', 'CSV or TSV (UTF-8 or GB18030), XLSX, GeoJSON')
    .addOption(
      new Option('--datum <datum>', 'datum of the coordinates').choices(datums).default('WGS-84'),
    )
    .option('--map <field=column[+column]>', 'where a field comes from, repeatable', collect, [])
    .option('--dry-run', 'check only and show what would happen')
    .option('--allow-refused', 'apply although some rows are refused (they are left out)')
    .addHelpText(
      'after',
      `
Examples:
  beatline import areas modzcta.geojson
  beatline import retailers shops.csv --datum GCJ-02 --map code=客户编码 --dry-run
  beatline import reports charges.csv --map address=BUILDING+STREET
  beatline import undo 12`,
    )
    .action((kind: ImportKind, file: string, options: ImportOptions) =>
      importFile(open(), kind, file, options),
    )
  command
    .command('undo')
    .description('take a whole applied batch back')
    .argument('<batch>', 'its number')
    .action(async (batch: string) => {
      const session = open()
      await withOperator(session, async (operator) => {
        const undone = await operator.request<ImportBatch>('POST', `/imports/${batch}/undo`)
        session.output.result(undone, `Batch ${undone.id} (${undone.fileName}) is undone.`)
      })
    })
}

async function importFile(
  session: Session,
  kind: ImportKind,
  file: string,
  options: ImportOptions,
) {
  const { output } = session
  const form = new FormData()
  const blob = await openAsBlob(file).catch(() => {
    throw new CommandRefused(`${file} cannot be read.`)
  })
  form.append('file', blob, basename(file))
  await withOperator(session, async (operator) => {
    output.progress(`Reading ${file} …`)
    const staged = await operator.request<ImportBatch>('POST', `/imports?kind=${kind}`, form)
    const mapping = { ...staged.mapping, ...readMapping(options.map) }
    output.progress('Checking …')
    const checked = await operator.request<ImportBatch>('POST', `/imports/${staged.id}/check`, {
      mapping,
      datum: options.datum,
    })
    const refused = checked.counts?.refused ?? 0
    if (options.dryRun) return report(operator, session, checked, 'would be')
    if (refused > 0 && !options.allowRefused) {
      await report(operator, session, checked, 'would be')
      throw new CommandRefused(
        `Nothing was imported: ${refused} rows are refused. Mend them, or add --allow-refused to leave them out.`,
      )
    }
    output.progress('Applying …')
    const applied = await operator.request<ImportBatch>('POST', `/imports/${staged.id}/apply`)
    return report(operator, session, applied, 'were')
  })
}

async function report(operator: Operator, { output }: Session, batch: ImportBatch, verb: string) {
  const { rows } = await operator.request<{ rows: ImportRow[] }>(
    'GET',
    `/imports/${batch.id}/rows?outcome=refused&limit=20`,
  )
  const { counts } = batch
  const lines = [
    `Batch ${batch.id}, ${batch.fileName}: ${counts?.added ?? 0} ${verb} added, ${counts?.changed ?? 0} changed, ` +
      `${counts?.same ?? 0} the same, ${counts?.refused ?? 0} refused.`,
    ...Object.entries(counts?.problems ?? {}).map(([code, count]) => `  ${count} × ${code}`),
    ...rows.map(({ line, problems }) => {
      const reasons = problems.map(({ code, field, value }) =>
        [code, field, value].filter((part) => part !== undefined).join(' '),
      )
      return `  line ${line}: ${reasons.join(', ')}`
    }),
  ]
  output.result({ ...batch, refusedRows: rows }, lines.join('\n'))
}

function readMapping(pairs: string[]): ColumnMapping {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [field, columns] = pair.split('=', 2)
      if (!field || !columns) throw new CommandRefused(`--map ${pair}: write field=column.`)
      return [field, columns.split('+')]
    }),
  )
}

const collect = (value: string, before: string[]) => [...before, value]
