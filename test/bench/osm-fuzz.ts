import { fork } from 'node:child_process'
import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { sharedPath } from '../support/shared-data.ts'
import type { Figures, FuzzMessage } from './osm-fuzz-pass.ts'

const TIMES = 10_000
/** For each extract: what does not fit is left out, and said. */
const BUDGET_SECONDS = Number(process.env['OSM_FUZZ_SECONDS'] ?? 100)
/** The slowest whole file takes a hundredth of it. */
const HANGS_AFTER_MS = 60_000

const extracts = [
  'tsinghua.osm.pbf',
  'porto.osm.pbf',
  'liechtenstein.osm.pbf',
  'heidelberg.osm.pbf',
  'bayreuth-north.osm.gz',
]

/**
 * Protocol: small made files and each extract as a whole, broken 10,000 times or as often as the budget allows
 * (`OSM_FUZZ_SECONDS` of the processor, for each), always in the same ways, and read in a process of its own. A broken file is
 * read or refused in words; another error, an object that makes no sense, the end of the process, or no ending within a
 * minute ends the run and names the file's number. Words choose: `small`, or how an extract's name begins.
 */
export async function run(names: readonly string[]): Promise<void> {
  const wanted = (name: string) => names.length === 0 || names.some((one) => name.startsWith(one))
  if (wanted('small')) await report('small made files')
  for (const name of extracts.filter(wanted)) {
    const path = sharedPath(`osm/${name}`)
    if (path) await report(`${name}, ${(statSync(path).size / 1e6).toFixed(1)} MB`, path)
  }
}

async function report(name: string, path?: string): Promise<void> {
  const { endings, count, seconds, slowest, peak } = await breakInChild(path)
  const cut = count < TIMES ? ` of ${TIMES}, all that ${BUDGET_SECONDS} s allow` : ''
  console.log(`${name}: ${count} broken files${cut}`)
  const sorted = endings.toSorted(([, a], [, b]) => b - a)
  console.log(`  ${sorted.map(([ending, times]) => `${times} ${ending}`).join(', ')}`)
  console.log(
    `  ${seconds.toFixed(0)} s of the processor, ${((1000 * seconds) / count).toFixed(1)} ms to make and read one, ` +
      `the slowest read ${slowest.toFixed(0)} ms on the clock, ${peak.toFixed(0)} MB at most`,
  )
}

/** @throws Error when the child does, dies, or is silent for too long */
function breakInChild(path?: string): Promise<Figures> {
  const child = fork(fileURLToPath(new URL('./osm-fuzz-pass.ts', import.meta.url)), [
    String(TIMES),
    String(BUDGET_SECONDS),
    ...(path ? [path] : []),
  ])
  let begun = 0
  return new Promise<Figures>((resolve, reject) => {
    const hang = () => reject(new Error(`Broken file ${begun} has not ended within a minute`))
    const watchdog = setTimeout(hang, HANGS_AFTER_MS)
    child.on('message', (message: FuzzMessage) => {
      watchdog.refresh()
      if ('begun' in message) begun = message.begun
      else if ('fault' in message) reject(new Error(message.fault))
      else resolve(message.figures)
    })
    child.on('disconnect', () => {
      clearTimeout(watchdog)
      reject(new Error(`Broken file ${begun} ended the process that read it`))
    })
  }).finally(() => child.kill('SIGKILL'))
}
