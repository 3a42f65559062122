import { join } from 'node:path'
import type { FieldTime } from '../../shared/simulation.ts'
import { findProjectFolder } from '../../server/platform/project-folder.ts'
import { openBrowser } from './open-browser.ts'
import { startBeatline } from './start-beatline.ts'

/** `npm run picture`: makes the README's picture anew from the seeded demo city, a good hour into its day. */
const beatline = await startBeatline()
const browser = await openBrowser()
try {
  const page = await browser.open(beatline.url, { language: 'en' })
  await page.getByRole('button', { name: 'Load the demo city' }).click()
  await page.getByRole('button', { name: 'Supervisor' }).first().click({ timeout: 120_000 })
  await page.locator('.marker[data-person] button').nth(3).waitFor({ timeout: 120_000 })
  await page.getByRole('button', { name: '60×' }).click()
  // 10:10 in the demo city is 02:10 in UTC.
  while ((await fieldTime()) < '02:10') await page.waitForTimeout(1000)
  await page.getByRole('button', { name: 'Stop' }).click()
  await page.locator('.marker[data-person] button').first().click()
  await page.evaluate(() => {
    const { beatlineMap } = window as unknown as { beatlineMap: { jumpTo(camera: object): void } }
    beatlineMap.jumpTo({ center: [165.02, 21.985], zoom: 12.7 })
  })
  await page.waitForTimeout(4000)
  await page.screenshot({ path: join(findProjectFolder(), 'client/readme/live.png') })
} finally {
  await browser.close()
  await beatline.stop()
  beatline.remove()
}

/** The field's time of day in UTC. */
async function fieldTime(): Promise<string> {
  const { at } = (await (await fetch(`${beatline.url}/api/v1/clock`)).json()) as FieldTime
  return at.slice(11, 16)
}
