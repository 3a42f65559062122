import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type SignedIn, type TestApp } from '../support/app.ts'
import { upload, uploads } from './support/upload.ts'
import { makeZipBomb } from './support/zip-bomb.ts'

const UNPACKED_MB = 3072
/** What the whole process may grow by: what may be unpacked, and what unpacking leaves to be collected. */
const BOUND_MB = 768

let app: TestApp
let planner: SignedIn
beforeAll(async () => {
  app = await openTestApp(uploads)
  planner = await app.signInAs('planner', { everything: true })
})
afterAll(() => app.close())

test.each([
  ['says so', true],
  ['keeps it to itself', false],
])(
  'a workbook that unpacks to gigabytes and %s is refused, and the server neither swells nor falls silent',
  { timeout: 60_000 },
  async (_, declared) => {
    const bomb = makeZipBomb(UNPACKED_MB, declared)
    expect(bomb.length).toBeLessThan(8 * 2 ** 20)
    const resident = () => process.memoryUsage.rss() / 2 ** 20
    const before = resident()
    let peak = before
    let answers = 0
    const watch = setInterval(() => {
      peak = Math.max(peak, resident())
      void planner.get('/imports').then(({ statusCode }) => (answers += Number(statusCode === 200)))
    }, 20)
    const answer = await upload(app, planner, 'retailers', bomb, 'bomb.xlsx')
    clearInterval(watch)
    expect(answer.json()).toMatchObject({ status: 400, code: 'import-unreadable' })
    expect(peak - before).toBeLessThan(BOUND_MB)
    expect(answers).toBeGreaterThan(0)
    expect((await planner.get('/imports')).json()).toEqual([])
  },
)
