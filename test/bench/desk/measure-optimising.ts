import type { Page } from 'playwright-core'
import type { Figures } from './tell-figures.ts'
import { watchTours, type TourWaits } from './watch-page.ts'

const patience = { timeout: 60_000 }

/** Plans the day on the screen some times, each time anew: the first time threads and caches are cold. */
export async function measureOptimising(page: Page, times: number): Promise<Figures> {
  const all: TourWaits[] = []
  for (let time = 0; time < times; time++) all.push(await optimise(page))
  const [cold, ...warm] = all
  const own = warm.length > 0 ? warm : all
  return {
    'answer of the server': { waits: own.map(({ answered }) => answered) },
    'first tours painted': { target: 150, waits: own.map(({ painted }) => painted) },
    ...(warm.length > 0 && cold ? { '… when nothing is warm': { waits: [cold.painted] } } : {}),
    'final tours painted': { target: 1000, waits: own.map(({ final }) => final) },
  }
}

async function optimise(page: Page): Promise<TourWaits> {
  const button = page.getByRole('button', { name: /^(重新)?优化$/ }).first()
  await button.waitFor(patience)
  // At rest: what the page still draws is not the click's.
  await page.waitForTimeout(1500)
  await page.evaluate(watchTours)
  await button.click()
  // Looked for by its class: to look for a role takes the page a tenth of a second, again and again.
  await page.locator('section[aria-label=审阅优化结果]').waitFor(patience)
  const waits = await page.evaluate(() => (globalThis as unknown as { waits: TourWaits }).waits)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  return waits
}
