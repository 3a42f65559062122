import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findProjectFolder } from '../../server/platform/project-folder.ts'
import { startBeatline } from '../browser/start-beatline.ts'

const cache = join(findProjectFolder(), 'node_modules/.cache/beatline')

/**
 * From the command to an answering page, in seconds, and the memory of the whole process then (embedded database
 * included): on a fresh installation, with a new data folder, and on a folder in use.
 */
export async function run(): Promise<void> {
  execFileSync(process.execPath, [join(findProjectFolder(), 'server/build.mjs')], {
    stdio: 'inherit',
  })
  // What a fresh installation makes once; the unpacked browser beside it belongs to the tests.
  removeMade()
  const first = mkdtempSync(join(tmpdir(), 'beatline-bench-'))
  await report('first start of an installation (nothing prepared)', first)
  await report('warm start (data folder in use)', first)
  await report('warm start again', first)
  const second = mkdtempSync(join(tmpdir(), 'beatline-bench-'))
  await report('new data folder (prepared)', second)
  for (const folder of [first, second]) rmSync(folder, { recursive: true, force: true })
}

async function report(name: string, folder: string): Promise<void> {
  const started = performance.now()
  const beatline = await startBeatline(folder)
  const page = await fetch(beatline.url)
  const seconds = (performance.now() - started) / 1000
  const { rss, peak } = memoryOf(beatline.pid)
  await beatline.stop()
  console.log(
    `${name}: ${seconds.toFixed(2)} s to an answer of ${String(page.status)}; ${String(rss)} MB now, ${String(peak)} MB at most`,
  )
}

function memoryOf(pid: number): { rss: number; peak: number } {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8')
  const megabytes = (field: string) =>
    Math.round(Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024)
  return { rss: megabytes('VmRSS'), peak: megabytes('VmHWM') }
}

function removeMade(): void {
  for (const name of readdirSync(cache))
    if (/^(cluster|postgis)-/.test(name))
      rmSync(join(cache, name), { recursive: true, force: true })
}
