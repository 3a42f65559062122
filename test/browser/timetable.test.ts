import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepScreenshot } from './open-browser.ts'
import { openDemo, type Demo } from './open-demo.ts'

/** A manager changes the day in the timetable, with the mouse and with keys alone. */
let demo: Demo
let page: Page

beforeAll(async () => {
  demo = await openDemo()
  page = demo.page
  await page.getByRole('button', { name: '后一天' }).click()
  await page.getByRole('button', { name: '优化' }).click({ timeout: 60_000 })
  await page.getByRole('heading', { name: '优化完成' }).waitFor({ timeout: 90_000 })
  // The card, and what the search is compared with.
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.locator('[data-visit].movable').first().waitFor({ timeout: 20_000 })
})
afterAll(() => demo.close())

const patience = { timeout: 20_000 }
const rows = () => page.locator('svg[role=group] g.tour')
const barsIn = (row: number) => rows().nth(row).locator('[data-visit].movable')
const price = () => page.locator('.ghost .price')

async function boxOf(what: Locator) {
  const box = await what.boundingBox()
  if (!box) throw new Error('it is not on the screen')
  return box
}
/** Takes hold of a bar and leaves the button down. */
async function holdBar(bar: Locator): Promise<{ x: number; y: number }> {
  const { x, y, height } = await boxOf(bar)
  const at = { x: x + 3, y: y + height / 2 }
  await page.mouse.move(at.x, at.y)
  await page.mouse.down()
  return at
}
const rowHeight = async () => (await boxOf(rows().nth(1).locator('.row'))).height
/** What the page says about a bar: its shop, person, turn and times. */
const labelOf = (stopId: string | null) =>
  page.locator(`[data-visit='${String(stopId)}']`).getAttribute('aria-label')
const personOf = async (row: number) => (await rows().nth(row).locator('.name').textContent()) ?? ''
/** From each move of the pointer to the end of what the page does about it, milliseconds. */
function watchMoves(kind: string): Promise<void> {
  return page.evaluate((event) => {
    const waits: number[] = []
    Object.assign(globalThis, { waits })
    addEventListener(
      event,
      () => {
        const begun = performance.now()
        queueMicrotask(() => setTimeout(() => waits.push(performance.now() - begun)))
      },
      true,
    )
  }, kind)
}
async function tellWaits(of: string): Promise<void> {
  const waits = await page.evaluate(() => (globalThis as unknown as { waits: number[] }).waits)
  const sorted = waits.toSorted((a, b) => a - b)
  const p95 = sorted[Math.floor(sorted.length * 0.95)]
  console.log(`${of}: p95 ${String(p95)} ms of ${String(sorted.length)}`)
}

test('a bar pulled to another row tells what that costs, and goes to that person', async () => {
  const bar = barsIn(0).nth(3)
  const stopId = await bar.getAttribute('data-visit')
  await watchMoves('pointermove')
  const at = await holdBar(bar)
  await page.mouse.move(at.x + 20, at.y + (await rowHeight()), { steps: 20 })
  await expect.poll(() => price().textContent(), patience).toMatch(/[+−].*收工/)
  const told = (await price().textContent()) ?? ''
  await keepScreenshot(page, '23-timetable-drag')
  await page.mouse.up()
  await expect.poll(() => labelOf(stopId), patience).toContain(await personOf(1))
  const finish = /(\d\d:\d\d) 收工/.exec(told)?.[1] ?? 'no finish'
  const said = page.getByRole('status').getByText('收工')
  await expect.poll(() => said.textContent(), patience).toContain(`${finish} 收工`)
  await tellWaits('price while dragging a bar')
})

test('a bar pulled along its row is pinned to that hour, and Escape leaves it where it was', async () => {
  const bar = barsIn(2).nth(2)
  const stopId = await bar.getAttribute('data-visit')
  const before = await labelOf(stopId)
  let at = await holdBar(bar)
  await page.mouse.move(at.x + 90, at.y, { steps: 6 })
  await price().waitFor(patience)
  await page.keyboard.press('Escape')
  await price().waitFor({ state: 'detached' })
  await page.mouse.up()
  expect(await labelOf(stopId)).toBe(before)

  at = await holdBar(bar)
  await page.mouse.move(at.x + 90, at.y, { steps: 6 })
  await expect.poll(() => price().textContent(), patience).toMatch(/[+−].*收工/)
  const hour = /定在 (\d\d:\d\d)/.exec((await page.locator('.ghost').textContent()) ?? '')?.[1]
  expect(hour).toMatch(/:\d[05]$/)
  await page.mouse.up()
  const said = page.getByRole('status').getByText('定在')
  await expect.poll(() => said.textContent(), patience).toContain(`定在 ${String(hour)}`)
  await expect
    .poll(() => page.locator(`[data-visit='${String(stopId)}'] title`).textContent(), patience)
    .toContain(`时间 ${String(hour)}`)
})

test('keys alone pin an hour, change the turn and the person, and stay on the bar', async () => {
  const bar = barsIn(0).nth(1)
  const stopId = await bar.getAttribute('data-visit')
  const title = () => page.locator(`[data-visit='${String(stopId)}'] title`).textContent()
  const focused = () =>
    page.evaluate(() => document.activeElement?.getAttribute('data-visit') ?? null)
  await bar.focus()
  await page.keyboard.press('Alt+ArrowRight')
  await expect.poll(title, patience).toMatch(/已锁定：时间 \d\d:\d[05]/)
  const first = /时间 (\d\d:\d\d)/.exec((await title()) ?? '')?.[1] ?? ''
  await expect.poll(focused, patience).toBe(stopId)
  await page.keyboard.press('Alt+ArrowRight')
  await expect.poll(title, patience).not.toContain(`时间 ${first}`)

  const turn = async () => Number(/第 (\d+) 站/.exec((await labelOf(stopId)) ?? '')?.[1])
  const before = await turn()
  await page.keyboard.press('Control+ArrowRight')
  await expect.poll(turn, patience).toBe(before + 1)
  await expect.poll(focused, patience).toBe(stopId)
  await page.keyboard.press('Control+ArrowDown')
  await expect.poll(() => labelOf(stopId), patience).toContain(await personOf(1))
  await expect.poll(focused, patience).toBe(stopId)
  await page.keyboard.press('ArrowRight')
  await expect.poll(focused, patience).not.toBe(stopId)
})

test('the pointer on a bar lights its stop in the list and on the map, and two clicks on a row show its tour', async () => {
  const tour = page.locator('section.tour').nth(2)
  await tour.locator('button.head').click()
  const bar = barsIn(2).nth(4)
  const stopId = Number(await bar.getAttribute('data-visit'))
  await watchMoves('mouseover')
  await bar.hover()
  await tour.locator(`[data-stop='${String(stopId)}'].hovered`).waitFor(patience)
  const isLit = () =>
    page.evaluate((id) => {
      const { beatlineMap } = globalThis as unknown as {
        beatlineMap: { getFeatureState(of: object): { hovered?: boolean } }
      }
      return beatlineMap.getFeatureState({ source: 'plan', id }).hovered
    }, stopId)
  expect(await isLit()).toBe(true)
  for (let other = 5; other < 12; other++) await barsIn(2).nth(other).hover()
  await tellWaits('hover lights list and map')
  const camera = () => new URL(page.url()).hash
  const before = camera()
  const { x, y } = await boxOf(rows().nth(1).locator('.row'))
  await page.mouse.dblclick(x + 20, y + 10)
  await expect.poll(camera, patience).not.toBe(before)
  expect(demo.browser.complaints).toEqual([])
})
