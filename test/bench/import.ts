import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readConfig } from '../../server/config.ts'
import { applyBatch, checkBatch, stageRows, undoBatch } from '../../server/imports/index.ts'
import { createClock } from '../../server/platform/clock.ts'
import { openDatabase } from '../../server/platform/database/index.ts'
import type { Parts } from '../../server/platform/http.ts'

const ROWS = 50_000

/**
 * Protocol: a fresh embedded database with fsync (or DATABASE_URL), 50,000 made-up shops with a permit each, once.
 * Wall time, and processor time of the whole process, which a busy machine stretches less. The goal is 5,000 rows per
 * processor second for check and apply together, and 3,000 rows a second by the clock on a quiet machine.
 */
export async function run(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'beatline-bench-'))
  const config = readConfig({ ...process.env, DATA_DIR: dataDir })
  const { databaseUrl } = config
  const database = await openDatabase({ dataDir, ...(databaseUrl ? { databaseUrl } : {}) })
  const parts: Parts = { config, db: database.db, clock: createClock(), announce: () => undefined }
  const { engine } = await database.describe()
  console.log(
    `import of ${String(ROWS)} shops into ${engine} on ${cpus()[0]?.model ?? 'an unknown processor'}, ` +
      `Node ${process.version}, load ${loadavg()[0]?.toFixed(1) ?? '?'}`,
  )
  try {
    const batch = {
      kind: 'retailers',
      fileName: 'bench',
      encoding: 'utf-8',
      datum: 'WGS-84',
      personId: null,
    } as const
    const first = await time('stage', () => stageRows(parts.db, batch, makeRows()))
    await time('check + apply', async () => {
      await time('check', () => checkBatch(parts.db, config.timeZone, first.id, {}))
      await time('apply', () => applyBatch(parts, first.id, null))
    })
    const again = await stageRows(parts.db, batch, makeRows())
    await time('check the same again', () => checkBatch(parts.db, config.timeZone, again.id, {}))
    await time('undo', () => undoBatch(parts, first.id, null))
  } finally {
    await database.close()
    await rm(dataDir, { recursive: true })
  }
}

async function time<T>(name: string, act: () => Promise<T>): Promise<T> {
  const [wall, cpu] = [performance.now(), process.cpuUsage()]
  const result = await act()
  const seconds = (performance.now() - wall) / 1000
  const { user, system } = process.cpuUsage(cpu)
  const busy = (user + system) / 1e6
  console.log(
    `  ${name.padEnd(22)} ${seconds.toFixed(1)} s wall, ${busy.toFixed(1)} s processor: ` +
      `${(ROWS / seconds).toFixed(0)} rows/s, ${(ROWS / busy).toFixed(0)} per processor second`,
  )
  return result
}

function* makeRows() {
  for (let line = 1; line <= ROWS; line += 1)
    yield {
      line,
      cells: {
        code: `B${String(line)}`,
        name: `澜江便利店${String(line)}`,
        address: `澜江大道${String(line)}号`,
        lng: String(165 + (line % 250) / 1000),
        lat: String(22 + Math.floor(line / 250) / 1000),
        tier: String((line % 30) + 1),
        format: '便利店',
        licenceNo: `9999${String(line).padStart(8, '0')}`,
        licenceTo: '2028-12-31',
      },
    }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await run()
