import { execFileSync } from 'node:child_process'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { findProjectFolder } from '../../server/platform/project-folder.ts'
import { openBrowser } from '../browser/open-browser.ts'
import { startBeatline } from '../browser/start-beatline.ts'
import { leaveOneInTeam, signIn } from './desk/leave-one.ts'
import { measureOptimising } from './desk/measure-optimising.ts'
import { measureChanges, measureDragging, measureHovering } from './desk/measure-timetable.ts'
import { tellFigures } from './desk/tell-figures.ts'

const patience = { timeout: 60_000 }

/**
 * The response targets of the planning desk (issue 5), request to paint, in a real browser on the demo city. Drawing is done
 * by software here, which a desk's graphics card does: so what the page itself takes stands beside what is drawn. Server,
 * database, browser and whatever else the machine does share its processors: the load stands there too.
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

    tellFigures('a team’s day', await measureOptimising(page, 1))
    tellFigures('its timetable', {
      ...(await measureDragging(page)),
      ...(await measureHovering(page)),
      ...(await measureChanges(page)),
    })
    const due = await leaveOneInTeam(page)
    await signIn(page, 'manager')
    await page.reload()
    tellFigures(`one person’s day, ${String(due)} due`, await measureOptimising(page, 6))
    await tellIdle(page)
  } finally {
    await browser.close()
    await beatline.stop()
    beatline.remove()
  }
}

/** What else keeps the machine: how long a timer of a millisecond takes in the page at rest. */
async function tellIdle(page: Page): Promise<void> {
  const late = await page.evaluate(async () => {
    const waits: number[] = []
    for (let time = 0; time < 100; time++) {
      const begun = performance.now()
      await new Promise((wake) => setTimeout(wake, 1))
      waits.push(performance.now() - begun)
    }
    return waits.toSorted((a, b) => a - b)[95] ?? 0
  })
  const [minute = 0] = loadavg()
  console.log(`  load ${minute.toFixed(1)}; a timer of 1 ms takes ${late.toFixed(0)} ms (p95)`)
}
