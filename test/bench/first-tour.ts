import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { Person } from '../../shared/people.ts'
import { findProjectFolder } from '../../server/platform/project-folder.ts'
import { openBrowser } from '../browser/open-browser.ts'
import { startBeatline } from '../browser/start-beatline.ts'

const DAYS = 5
const patience = { timeout: 60_000 }

/** Milliseconds of the page, from the click on. */
interface Waits {
  readonly answered: number
  readonly painted: number
  readonly final: number
}

/**
 * From the click on Optimise to the frame with the first tour, and to the one with the final tour, in a real browser, for a day
 * on which one person of the demo city works (all colleagues absent; some 40 visits due, more than fit). The same day is
 * planned anew each time. Beside it, when the answer of the server was there.
 */
export async function run(): Promise<void> {
  const build = join(findProjectFolder(), 'server/build.mjs')
  execFileSync(process.execPath, [build], { stdio: 'inherit' })
  const beatline = await startBeatline()
  const browser = await openBrowser()
  try {
    const page = await browser.open(beatline.url)
    // What runs the bench gives functions their names by a helper, which pages do not have.
    await page.addInitScript('globalThis.__name = (named) => named')
    await page.reload()
    await page.getByRole('button', { name: '载入演示城市' }).click(patience)
    const manager = page.getByRole('button', { name: '经理' }).first()
    await manager.click({ timeout: 150_000 })
    await page.waitForURL(/\/plan/)
    await page.getByRole('button', { name: '后一天' }).click(patience)
    const due = await leaveOneAtWork(page)
    await page.reload()
    for (let time = 0; time < DAYS; time++) {
      const name = time === 0 ? '优化' : '重新优化'
      const { answered, painted, final } = await measure(page, name)
      const ms = (value: number) => `${value.toFixed(0)} ms`
      console.log(
        `  ${String(due)} due${time === 0 ? ', first time' : ''}: answer ${ms(answered)}, first tour painted ${ms(painted)}, final ${ms(final)}`,
      )
    }
  } finally {
    await browser.close()
    await beatline.stop()
    beatline.remove()
  }
}

/** @returns how many visits are due for whoever works */
async function leaveOneAtWork(page: Page): Promise<number> {
  const day = new URL(page.url()).searchParams.get('day') ?? ''
  return page.evaluate(async (on) => {
    const read = async (path: string): Promise<unknown> => (await fetch(`/api/v1${path}`)).json()
    const teamId = Number((document.querySelector('header select') as HTMLSelectElement).value)
    const people = (await read('/people')) as Person[]
    const field = people.filter((one) => one.teamId === teamId && one.role === 'customer-manager')
    for (const { id } of field.slice(1))
      await fetch(`/api/v1/people/${String(id)}/absences/${on}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ reason: 'leave' }),
      })
    const visits = (await read(`/due?teamId=${String(teamId)}&day=${on}`)) as {
      managerId: number
    }[]
    return visits.filter(({ managerId }) => managerId === field[0]?.id).length
  }, day)
}

async function measure(page: Page, name: string): Promise<Waits> {
  const button = page.getByRole('button', { name, exact: true })
  await button.waitFor(patience)
  await page.evaluate(watchTours)
  await button.click()
  const review = page.getByRole('region', { name: '审阅优化结果' })
  await review.waitFor(patience)
  const waits = await page.evaluate(() => (globalThis as unknown as { waits: Waits }).waits)
  await page.keyboard.press('Escape')
  await review.waitFor({ state: 'detached' })
  return waits
}

/** In the page: notes when the tours' figures change, in the frame after the change, until the review is there. */
function watchTours(): void {
  const waits = { answered: 0, painted: 0, final: 0 }
  Object.assign(globalThis, { waits })
  let clicked = 0
  const figures = () => document.querySelector('section.tour .facts')?.textContent ?? ''
  let shown = ''
  addEventListener(
    'click',
    () => {
      clicked = performance.now()
      shown = ''
    },
    { capture: true, once: true },
  )
  const plain = globalThis.fetch
  globalThis.fetch = async (...asked) => {
    const answer = await plain(...asked)
    if (clicked > 0 && waits.answered === 0 && answer.status === 202)
      waits.answered = performance.now() - clicked
    return answer
  }
  const look = () => {
    const now = figures()
    // What an answer brings is painted in the frame after it.
    if (waits.answered > 0 && now !== '' && now !== shown) {
      shown = now
      requestAnimationFrame(() => {
        setTimeout(() => {
          waits.final = performance.now() - clicked
          if (waits.painted === 0) waits.painted = waits.final
        })
      })
    }
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
