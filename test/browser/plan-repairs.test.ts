import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepScreenshot } from './open-browser.ts'
import { openDemo, type Demo } from './open-demo.ts'

/** What a manager does about visits that were left out, and before a stop is let go of. */
let demo: Demo
let page: Page

beforeAll(async () => {
  demo = await openDemo()
  page = demo.page
  await page.getByRole('button', { name: '修改（新草稿）' }).click({ timeout: 60_000 })
  await page.getByRole('button', { name: '发布' }).waitFor({ timeout: 60_000 })
})
afterAll(() => demo.close())

/** Makes a row of the list hold still under the mouse, and tells what the page says of the drop, and how fast. */
async function dragTo(from: number, to: number): Promise<void> {
  const stops = page.locator('section.tour').first().locator('[data-stop]')
  const [a, b] = [await stops.nth(from).boundingBox(), await stops.nth(to).boundingBox()]
  if (!a || !b) throw new Error('the stops are not on the screen')
  await page.mouse.move(a.x + 80, a.y + 12)
  await page.mouse.down()
  await page.mouse.move(a.x + 84, a.y + 22, { steps: 3 })
  await page.mouse.move(b.x + 80, b.y + 6, { steps: 12 })
}

test('a stop dragged in the list tells its price before it is let go of, and costs that', async () => {
  const tour = page.locator('section.tour').first()
  await tour.locator('button.head').click()
  const movable = await tour
    .locator('[data-stop]')
    .evaluateAll((rows) => rows.findIndex((row) => row.getAttribute('draggable') === 'true'))
  // From the pointer's move to the label in the page, as the person waits for it.
  await page.evaluate(() => {
    const waits: number[] = []
    Object.assign(globalThis, { waits })
    addEventListener(
      'dragover',
      () => {
        const begun = performance.now()
        queueMicrotask(() => setTimeout(() => waits.push(performance.now() - begun)))
      },
      true,
    )
  })
  await dragTo(movable, movable + 5)
  const label = tour.locator('.price')
  await expect.poll(() => label.textContent(), { timeout: 20_000 }).toMatch(/[+−].*收工/)
  const told = (await label.textContent()) ?? ''
  await keepScreenshot(page, '20-price-before-drop')
  await page.mouse.up()
  await page.getByRole('button', { name: '撤销' }).waitFor()
  const finish = /(\d\d:\d\d) 收工/.exec(told)?.[1] ?? 'no finish'
  await expect.poll(() => tour.locator('.facts').textContent()).toContain(finish)
  const waits = await page.evaluate(() => (globalThis as unknown as { waits: number[] }).waits)
  const sorted = waits.toSorted((x, y) => x - y)
  console.log(`price while dragging: p95 ${String(sorted[Math.floor(sorted.length * 0.95)])} ms`)
})

test('a visit that was left out is taken in with two clicks, at the price on the button', async () => {
  let clicks = 0
  const click = async (target: ReturnType<Page['locator']>) => {
    clicks += 1
    await target.click({ timeout: 60_000 })
  }
  const tab = page.getByRole('tab', { name: /未排/ })
  const before = Number(/\d+/.exec((await tab.textContent()) ?? '')?.[0])
  expect(before).toBeGreaterThan(0)
  await click(tab)
  const repair = page.getByRole('listitem', { name: /^排入 .* 的办法$/ }).getByRole('button')
  await repair.first().waitFor({ timeout: 60_000 })
  await keepScreenshot(page, '21-repairs')
  const instead = ((await repair.first().textContent()) ?? '').includes('换下')
  await click(repair.first())
  await expect
    .poll(async () => Number(/\d+/.exec((await tab.textContent()) ?? '')?.[0]), { timeout: 20_000 })
    .toBe(instead ? before : before - 1)
  expect(clicks).toBe(2)
})

test('a chosen stop says why it is there', async () => {
  const stop = page.locator('section.tour [data-stop][draggable=true] .choose').first()
  await stop.focus()
  await page.keyboard.press('Enter')
  await page
    .getByRole('note', { name: '为何在这里' })
    .getByText('次优')
    .waitFor({ timeout: 60_000 })
  await keepScreenshot(page, '22-why-here')
  expect(demo.browser.complaints).toEqual([])
})
