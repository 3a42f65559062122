import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepScreenshot } from './open-browser.ts'
import { openDemo, type Demo } from './open-demo.ts'

/** What a manager does on Live when somebody falls ill. */
let demo: Demo
let page: Page

beforeAll(async () => {
  demo = await openDemo()
  page = demo.page
  await page.getByRole('link', { name: '实时' }).click()
})
afterAll(() => demo.close())

test('the stops of somebody ill are with colleagues after four clicks from Live', async () => {
  let clicks = 0
  const click = async (target: ReturnType<Page['locator']>) => {
    clicks += 1
    await target.click({ timeout: 60_000 })
  }
  const menu = page.getByRole('button', { name: /：更多操作$/ })
  await menu.first().waitFor({ timeout: 60_000 })
  await click(menu.first())
  await click(page.getByRole('button', { name: '今天缺勤…' }).first())
  await click(page.getByRole('button', { name: '转派', exact: true }))
  const preview = page.getByRole('dialog', { name: /^转派 .* 的站点$/ })
  await preview.waitFor({ timeout: 60_000 })
  await keepScreenshot(page, '30-redistribute')
  await click(preview.getByRole('button', { name: '发布' }))
  await page.getByText(/已发布，\d+ 人的线路有变化/).waitFor({ timeout: 60_000 })
  await expect.poll(() => preview.isVisible()).toBe(false)
  expect(clicks).toBe(4)
  expect(demo.browser.complaints).toEqual([])
})
