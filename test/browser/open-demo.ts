import type { Page } from 'playwright-core'
import { openBrowser, type TestBrowser } from './open-browser.ts'
import { startBeatline, type Beatline } from './start-beatline.ts'

export interface Demo {
  readonly beatline: Beatline
  readonly browser: TestBrowser
  /** A manager’s, on Plan. */
  readonly page: Page
  close(): Promise<void>
}

/** Starts on an empty folder, loads the demo city and enters it as a manager. */
export async function openDemo(): Promise<Demo> {
  const beatline = await startBeatline()
  const browser = await openBrowser()
  const page = await browser.open(beatline.url)
  await page.getByRole('button', { name: '载入演示城市' }).click()
  await page.getByRole('button', { name: '经理' }).first().click({ timeout: 150_000 })
  await page.waitForURL(/\/plan/)
  return {
    ...{ beatline, browser, page },
    async close() {
      await browser.close()
      await beatline.stop()
      beatline.remove()
    },
  }
}
