import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkBatch, readFileRows, stageRows } from '../../server/imports/index.ts'
import { openTestApp, type TestApp } from '../support/app.ts'

const ROWS = 100_000
/** What may be held at any moment; all rows as objects would be 60 MB and more, before they are parsed. */
const BOUND_MB = 24

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Bytes that are held, not those that wait to be collected. */
function heldBytes(): number {
  collect()
  return process.memoryUsage().heapUsed
}

let app: TestApp
let folder: string
beforeAll(async () => {
  app = await openTestApp()
  folder = await mkdtemp(join(tmpdir(), 'beatline-large-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  await app.close()
})

test(
  `a file of 100,000 rows goes through in less than ${String(BOUND_MB)} MB of heap`,
  { timeout: 300_000 },
  async () => {
    const path = join(folder, 'shops.csv')
    await pipeline(Readable.from(csvLines()), createWriteStream(path))
    const residentAtStart = process.memoryUsage().rss
    const heldAtStart = heldBytes()
    let peak = heldAtStart
    const watch = setInterval(() => {
      peak = Math.max(peak, heldBytes())
    }, 500)
    try {
      const { encoding, rows } = await readFileRows(path)
      const from = performance.now()
      const staged = await stageRows(
        app.db,
        { kind: 'retailers', fileName: 'shops.csv', encoding, datum: 'WGS-84', personId: null },
        rows,
      )
      const seconds = (performance.now() - from) / 1000
      const checked = await checkBatch(app.db, 'Asia/Shanghai', staged.id, {})
      const both = (performance.now() - from) / 1000
      expect(checked.counts).toMatchObject({ rows: ROWS, added: ROWS, refused: 0 })
      const grown = (peak - heldAtStart) / 2 ** 20
      const resident = (process.memoryUsage().rss - residentAtStart) / 2 ** 20
      console.info(
        `100,000 rows: staged in ${seconds.toFixed(1)} s, checked after ${both.toFixed(1)} s; heap +${grown.toFixed(0)} MB, ` +
          `resident +${resident.toFixed(0)} MB with the embedded database`,
      )
      expect(grown).toBeLessThan(BOUND_MB)
    } finally {
      clearInterval(watch)
    }
  },
)

function* csvLines(): Iterable<string> {
  yield '客户编码,店名,经营地址,经度,纬度,档位,业态,许可证号,有效期至\n'
  for (let row = 0; row < ROWS; row += 1) {
    const lng = 165 + (row % 400) / 1000
    const lat = 22 + Math.floor(row / 400) / 1000
    yield `L${String(row)},澜江便利店${String(row)},澜江大道${String(row)}号,${String(lng)},${String(lat)},${String((row % 30) + 1)},便利店,9999${String(row).padStart(8, '0')},2028-12-31\n`
  }
}
