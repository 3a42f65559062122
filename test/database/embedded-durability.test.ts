import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDatabase } from '../../server/platform/database/index.ts'

const fixture = (name: string) => fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url))
const migrationsDir = fixture('migrations')
let dataDir: string
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'beatline-durability-'))
})
afterEach(() => rm(dataDir, { recursive: true, force: true }))

function startInserting(rows: string, imports: string[] = [], environment = {}) {
  const preloads = ['tsx', ...imports].flatMap((module) => ['--import', module])
  const child = spawn(process.execPath, [...preloads, fixture('insert-rows.ts'), dataDir, rows], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  })
  return {
    child,
    lines: createInterface({ input: child.stdout }),
    // A process closes its pipes a moment before it is gone, and holds its data folder for that moment.
    gone: once(child, 'exit'),
  }
}

async function readRows() {
  const { db, close } = await openDatabase({ dataDir, migrationsDir })
  try {
    const { rows } = await sql<{ n: number }>`select n from acknowledged order by n`.execute(db)
    const counted = await sql<{ n: number }>`
      select count(*) as n from acknowledged where n > 0`.execute(db)
    expect(counted.rows[0]?.n).toBe(rows.length)
    return rows.map(({ n }) => n)
  } finally {
    await close()
  }
}

test('a killed process has lost no acknowledged row', { timeout: 120_000 }, async () => {
  for (const enough of [1, 60, 150]) {
    const { child, lines, gone } = startInserting('Infinity')
    let acknowledged = 0
    let heard = 0
    for await (const line of lines) {
      acknowledged = Number.parseInt(line)
      heard += 1
      // What was said between the kill and the end of the pipe was acknowledged too.
      if (heard === enough) child.kill('SIGKILL')
    }
    await gone
    expect(heard).toBeGreaterThanOrEqual(enough)
    const rows = await readRows()
    // One more may have been committed and not yet said.
    expect([acknowledged, acknowledged + 1]).toContain(rows.length)
    expect(rows).toEqual(Array.from({ length: rows.length }, (_, at) => at + 1))
  }
})

test('every commit is an fsync', { timeout: 60_000 }, async () => {
  const log = join(dataDir, 'fsyncs')
  await writeFile(log, '')
  const { lines, gone } = startInserting('100', [fixture('count-fsyncs.mjs')], { FSYNC_LOG: log })
  const counts: number[] = []
  for await (const line of lines) counts.push(Number(line.split(' ')[1]))
  await gone
  expect(counts).toHaveLength(100)
  counts.forEach((count, row) => {
    expect(count).toBeGreaterThan(counts[row - 1] ?? 0)
  })
})
