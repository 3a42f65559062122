import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepScreenshot } from './open-browser.ts'
import { openDemo, type Demo } from './open-demo.ts'

/** A manager plans the next week as one, publishes its first day, then the others. */
let demo: Demo
let page: Page

const patience = { timeout: 60_000 }
const button = (name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' })
const daysOnGrid = (state: string) => page.locator('thead .state', { hasText: state })

beforeAll(async () => {
  demo = await openDemo()
  page = demo.page
  await button('周').click(patience)
  await button('往后').click(patience)
})
afterAll(() => demo.close())

test('the next week is planned as one, and what there is so far may be used', async () => {
  const begun = performance.now()
  await button('统筹优化 5 天').click(patience)
  await expect.poll(() => daysOnGrid('草稿').count(), patience).toBe(5)
  console.log(`drafts of five days on the grid after ${(performance.now() - begun).toFixed(0)} ms`)
  await page.getByRole('status').getByText('正在优化').waitFor(patience)
  await keepScreenshot(page, '40-week-improving')
  await button('就用这个').click()
  await button('发布全部 5 天').waitFor(patience)
})

test('its first day is published from the grid, then all the others', async () => {
  const single = () => page.locator('thead').getByRole('button', { name: /^发布/ })
  expect(await single().count()).toBe(5)
  await single().first().click()
  await expect.poll(() => daysOnGrid('已发布').count(), patience).toBe(1)
  expect(await daysOnGrid('草稿').count()).toBe(4)
  expect(await single().count()).toBe(4)
  await keepScreenshot(page, '41-week-first-published')
  await button('发布全部 4 天').click(patience)
  await expect.poll(() => daysOnGrid('已发布').count(), patience).toBe(5)
  expect(await single().count()).toBe(0)
  await keepScreenshot(page, '42-week-published')
  expect(demo.browser.complaints).toEqual([])
})
