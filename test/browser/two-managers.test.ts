import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepScreenshot, openBrowser, type TestBrowser } from './open-browser.ts'
import { openDemo, type Demo } from './open-demo.ts'

/** Two people who may plan have one draft before them, each in a browser of their own. */
let demo: Demo
let second: TestBrowser
let here: Page
let there: Page

const patience = { timeout: 60_000, interval: 20 }
beforeAll(async () => {
  demo = await openDemo()
  second = await openBrowser()
  here = demo.page
  await here.getByRole('button', { name: '修改（新草稿）' }).click(patience)
  await here.getByRole('button', { name: '发布' }).waitFor(patience)
  there = await second.open(demo.beatline.url)
  await there.getByRole('button', { name: '管理员' }).first().click(patience)
  await there.waitForURL(/\/admin/)
  await there.goto(`${demo.beatline.url}/plan`)
  await there.getByRole('button', { name: '发布' }).waitFor(patience)
})
afterAll(async () => {
  await second.close()
  await demo.close()
})

const tourOf = (page: Page, index: number) => page.locator('section.tour').nth(index)
const namesIn = (page: Page, index: number) =>
  tourOf(page, index).locator('[data-stop] .name').allTextContents()

async function unfold(page: Page, index: number): Promise<void> {
  const head = tourOf(page, index).locator('button.head')
  if ((await head.getAttribute('aria-expanded')) === 'false') await head.click()
  await tourOf(page, index).locator('[data-stop]').last().waitFor(patience)
}

/** Moves the last stop of a tour one place up by its menu; nobody has visited it yet. */
async function moveLastUp(page: Page, index: number): Promise<void> {
  const stop = tourOf(page, index).locator('[data-stop]').last()
  await stop.hover()
  await stop.getByRole('button', { name: /^移动/ }).click()
  await page.getByRole('menuitem', { name: '提前一站' }).click()
}
const swapped = (names: readonly string[]) => [
  ...names.slice(0, -2),
  ...names.slice(-2).toReversed(),
]

test('each sees that the other is at the plan, and at whose tour', async () => {
  for (const page of [here, there]) {
    await page.getByRole('img', { name: /也在看这一版/ }).waitFor(patience)
    for (const index of [0, 1]) await unfold(page, index)
  }
  await tourOf(there, 0).locator('[data-stop] .choose').last().click()
  await tourOf(here, 0)
    .getByRole('img', { name: /正在编辑这条线路/ })
    .waitFor(patience)
  await keepScreenshot(here, '40-colleague-at-tour')
})

test('changes of different tours are both made, and each is on the other’s screen without asking', async () => {
  const [one, two] = [await namesIn(here, 0), await namesIn(here, 1)]
  const saved = here.waitForResponse((answer) => answer.request().method() === 'PATCH')
  await moveLastUp(here, 0)
  await saved
  const begun = performance.now()
  await expect.poll(() => namesIn(there, 0), patience).toEqual(swapped(one))
  console.log(
    `on the other’s screen ${(performance.now() - begun).toFixed(0)} ms after it is saved`,
  )
  await Promise.all([moveLastUp(here, 0), moveLastUp(there, 1)])
  for (const page of [here, there]) {
    await expect.poll(() => namesIn(page, 0), patience).toEqual(one)
    await expect.poll(() => namesIn(page, 1), patience).toEqual(swapped(two))
  }
})

/** Lets the second person change a tour that they saw before the first one's change of it came. */
async function contradict(): Promise<void> {
  let letGo: () => void = () => undefined
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await there.route('**/api/v1/plans/*/stops/*', async (route) => {
    await held
    await route.continue()
  })
  const asked = there.waitForRequest((request) => request.method() === 'PATCH')
  await moveLastUp(there, 0)
  await asked
  const made = here.waitForResponse((answer) => answer.request().method() === 'PATCH')
  await moveLastUp(here, 0)
  expect((await made).status()).toBe(200)
  letGo()
  await there.getByText('您的修改已作为建议保存').first().waitFor(patience)
  await there.unroute('**/api/v1/plans/*/stops/*')
}
const proposals = () => here.getByRole('region', { name: '待定的修改' })

test('a change that contradicts one just made waits with its price, and is declined or accepted', async () => {
  const before = await namesIn(here, 0)
  await contradict()
  await proposals()
    .getByText(/行程 [+−]/)
    .waitFor(patience)
  await keepScreenshot(here, '41-proposal')
  await expect.poll(() => namesIn(there, 0), patience).toEqual(swapped(before))
  await proposals().getByRole('button', { name: '放弃' }).click()
  await proposals().waitFor({ state: 'detached' })
  await expect.poll(() => namesIn(here, 0), patience).toEqual(swapped(before))

  await contradict()
  await proposals().getByRole('button', { name: '采用' }).click()
  await proposals().waitFor({ state: 'detached' })
  const agreed = await namesIn(here, 0)
  expect(agreed.toSorted()).toEqual(before.toSorted())
  await expect.poll(() => namesIn(there, 0), patience).toEqual(agreed)
})

test('whoever closes the page is not at the plan any more', async () => {
  await there.close()
  const mark = here.getByRole('img', { name: /也在看这一版/ })
  await mark.waitFor({ state: 'detached', timeout: 5000 })
  expect([...demo.browser.complaints, ...second.complaints]).toEqual([])
})
