import { openAsBlob } from 'node:fs'
import { basename } from 'node:path'
import type { Command } from 'commander'
import type { RoadData, RoadImport, RoadState } from '../../shared/roads.ts'
import type { Output, Session } from './session.ts'
import { CommandRefused, withOperator, type Operator } from './operator.ts'

export function roadsCommand(program: Command, open: () => Session): void {
  const command = program
    .command('roads')
    .description('streets and base map, from OpenStreetMap')
    .addHelpText(
      'after',
      `
Examples:
  beatline roads import city.osm.pbf
  beatline roads status
  beatline roads remove`,
    )
  command
    .command('import')
    .description('make streets and base map of a file; Ctrl+C leaves what was there')
    .argument('<file>', '.osm.pbf, .osm or .osm.gz')
    .action(async (file: string) => {
      const session = open()
      const blob = await openAsBlob(file).catch(() => {
        throw new CommandRefused(`${file} cannot be read.`)
      })
      const form = new FormData()
      // A blob of a file is read as it is sent, never whole.
      form.append('file', blob, basename(file))
      await withOperator(session, (operator) => importRoads(operator, session.output, form))
    })
  command
    .command('status')
    .description('which streets are in use, and who answers for travel times')
    .action(async () => {
      const session = open()
      await withOperator(session, async (operator) => {
        const state = await operator.request<RoadState>('GET', '/roads')
        session.output.result(state, describeState(state))
      })
    })
  command
    .command('remove')
    .description('remove streets and base map: travel times are estimates again')
    .action(async () => {
      const session = open()
      await withOperator(session, async (operator) => {
        const state = await operator.request<RoadState>('DELETE', '/roads/data')
        session.output.result(state, 'Streets and base map are removed.')
      })
    })
}

async function importRoads(operator: Operator, output: Output, form: FormData): Promise<void> {
  const cancel = () => {
    output.progress('Cancelling …')
    void operator.request('DELETE', '/roads/import')
  }
  process.once('SIGINT', cancel)
  try {
    output.progress('Sending the file …')
    await operator.request<RoadState>('POST', '/roads/import', form)
    const data = await watchImport(operator, output)
    output.result(data, describeData(data))
  } finally {
    process.off('SIGINT', cancel)
  }
}

async function watchImport(operator: Operator, output: Output): Promise<RoadData> {
  let said = ''
  for (;;) {
    const { import: last, data } = await operator.request<RoadState>('GET', '/roads')
    if (!last || !data || last.status !== 'done') refuseEnded(last)
    else return data
    const now = `${last.stage}: ${String(Math.floor(last.progress * 100))} %`
    if (now !== said) output.progress(now)
    said = now
    await new Promise((done) => setTimeout(done, 300))
  }
}

/** Nothing while it is under way. */
function refuseEnded(last: RoadImport | null): asserts last is RoadImport {
  if (last?.status === 'running') return
  if (last?.status === 'cancelled')
    throw new CommandRefused('Cancelled: what was there is still in use.')
  throw new CommandRefused(`Nothing was imported: ${last?.detail ?? 'the server was restarted'}`)
}

function describeState({ engine, state, detail, profile, data }: RoadState): string {
  return [
    `Engine ${engine}: ${state}${detail === null ? '' : ` (${detail})`}; people travel by ${profile}.`,
    data ? describeData(data) : 'No streets have been imported: travel times are estimates.',
  ].join('\n')
}

function describeData({ fileName, importedAt, nodes, segments, bytes, profiles }: RoadData) {
  return [
    `${fileName}, imported ${importedAt}: ${String(segments)} street segments, ${String(nodes)} junctions, ` +
      `${(bytes / 1e6).toFixed(1)} MB.`,
    ...profiles.map(
      (one) =>
        `  ${one.profile}: ${String(one.turns)} turns, ${String(one.restrictions)} restrictions ` +
        `(${String(one.restrictionsIgnored)} not followed), ` +
        `${one.cutKilometres.toFixed(1)} km in ${String(one.cutParts)} parts cannot be reached`,
    ),
  ].join('\n')
}
