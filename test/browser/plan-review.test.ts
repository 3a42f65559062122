import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Plan, PlanSummary } from '../../shared/planning.ts'
import { keepScreenshot } from './open-browser.ts'
import { openDemo, type Demo } from './open-demo.ts'

/** A manager plans the next day, looks at what was found, and publishes; then goes to and fro between versions. */
let demo: Demo
let page: Page

const patience = { timeout: 60_000 }
const button = (name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' })
const review = () => page.getByRole('region', { name: '审阅优化结果' })
const versions = () => button(/^版本：/)

beforeAll(async () => {
  demo = await openDemo()
  page = demo.page
  await button('修改（新草稿）').waitFor(patience)
})
afterAll(() => demo.close())

/** The newest draft of the day on the screen as the server has it: each person's shops in order. */
function readTours(): Promise<[number, string][]> {
  return page.evaluate(async () => {
    const read = async (path: string): Promise<unknown> => (await fetch(`/api/v1${path}`)).json()
    const day = new URLSearchParams(location.search).get('day') ?? ''
    const team = document.querySelector('header select') as HTMLSelectElement
    const list = (await read(`/plans?teamId=${team.value}&day=${day}`)) as PlanSummary[]
    const draft = list.find(({ status }) => status === 'draft')
    const { tours } = (await read(`/plans/${String(draft?.id)}`)) as Plan
    return tours.map(({ personId, stops }): [number, string] => [
      personId,
      stops.map(({ retailerId }) => retailerId).join(),
    ])
  })
}

test('the next day is planned, reviewed and published in four clicks', async () => {
  let clicks = 0
  const click = async (target: Locator) => {
    clicks += 1
    await target.click(patience)
  }
  await click(button('后一天'))
  await button('优化').waitFor(patience)
  const begun = performance.now()
  await click(button('优化'))
  await page.locator('section.tour').first().waitFor(patience)
  console.log(`first tours on the screen after ${(performance.now() - begun).toFixed(0)} ms`)
  await review().getByText('首版').waitFor(patience)
  console.log(`final, to be reviewed, after ${(performance.now() - begun).toFixed(0)} ms`)
  await keepScreenshot(page, '30-review-first')
  await click(button('采用并发布…'))
  await page
    .getByRole('dialog')
    .getByText(/人将收到/)
    .waitFor(patience)
  await keepScreenshot(page, '31-publish-sheet')
  await click(page.getByRole('dialog').getByRole('button', { name: '发布', exact: true }))
  await button('修改（新草稿）').waitFor(patience)
  expect(clicks).toBeLessThanOrEqual(4)
})

test('a tour changed by hand is given back as it was by one click, and that is taken back', async () => {
  await button('修改（新草稿）').click()
  await button('发布').waitFor(patience)
  const before = await readTours()
  const tour = page.locator('section.tour').first()
  await tour.locator('button.head').click()
  const stop = tour.locator('[data-stop]').nth(1)
  await stop.hover()
  await stop.getByRole('button', { name: /^移动/ }).click()
  const moved = page.waitForResponse((answer) => answer.request().method() === 'PATCH')
  const other = await page.locator('section.tour').nth(1).getAttribute('aria-label')
  await page.getByRole('menuitem', { name: new RegExp(`^${String(other)}`) }).click()
  await moved
  await expect.poll(readTours, patience).not.toEqual(before)
  const changed = await readTours()

  await button('对比').click()
  const table = page.getByRole('region', { name: '对比', exact: true })
  await table
    .getByText(/恢复时：/)
    .first()
    .waitFor(patience)
  await keepScreenshot(page, '32-compare-restore')
  await table.getByRole('button', { name: '恢复原来' }).first().click()
  await table.getByText('两个版本没有区别').waitFor(patience)
  expect(await readTours()).toEqual(before)
  await page.keyboard.press('Control+z')
  await expect.poll(readTours, patience).toEqual(changed)
  await page.keyboard.press('Escape')
})

test('a version has a name, is copied, opened by its address, and taken over', async () => {
  const mine = await readTours()
  await versions().click()
  await page.getByLabel('版本名称').fill('雨天方案')
  await button('保存').click()
  await button(/^版本：.*雨天方案$/).waitFor(patience)
  await versions().click()
  await keepScreenshot(page, '33-versions')
  await page.locator('.menu:popover-open').getByRole('listitem').last().getByTitle('打开').click()
  await button(/^版本：第 1 版/).waitFor(patience)
  expect(page.url()).toContain('v=1')
  await page.reload()
  await button(/^版本：第 1 版/).waitFor(patience)
  await versions().click()
  await page.locator('.menu:popover-open').getByTitle('复制为新草稿').last().click()
  await button(/^版本：第 3 版 · 草稿/).waitFor(patience)
  await versions().click()
  const named = page.getByRole('listitem').filter({ hasText: '雨天方案' })
  await named.getByTitle('当前草稿恢复成此版').click()
  await expect.poll(readTours, patience).toEqual(mine)
  expect(demo.browser.complaints).toEqual([])
})
