import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeDrawing } from '../roads/support/street-file.ts'
import { keepScreenshot, openBrowser, type TestBrowser } from './open-browser.ts'
import { startBeatline, type Beatline } from './start-beatline.ts'

/**
 * What a new user does, in order, each test going on where the one before ended: a first start on an empty folder, the
 * demo city, each role's screen, a day planned and published, people moving, a visit, a file with a bad row and its undo, other
 * streets.
 */
let beatline: Beatline
let browser: TestBrowser
/** One page per role stays open, as at the desks of a bureau. */
const desks = new Map<string, Page>()

beforeAll(async () => {
  beatline = await startBeatline()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await beatline.stop()
  beatline.remove()
})

const patience = { timeout: 60_000 }
const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' })

/** A page of its own context, entered by one click on the role. */
async function enterAs(role: string, options: { phone?: boolean } = {}): Promise<Page> {
  const page = await browser.open(beatline.url, options)
  await page.getByRole('button', { name: role }).first().click()
  desks.set(role, page)
  return page
}

function desk(role: string): Page {
  const page = desks.get(role)
  if (!page) throw new Error(`${role} has not come in`)
  return page
}

test('the first start prints a one-time password and offers the demo city', async () => {
  expect(beatline.output()).toMatch(/login\s+admin\s+password\s+\S+-\S+-\S+-\S+/)
  const page = await browser.open(beatline.url)
  await button(page, '载入演示城市').waitFor(patience)
  await keepScreenshot(page, '01-first-start')
  await button(page, '载入演示城市').click()
  await page.getByText('正在载入演示城市').waitFor(patience)
  await keepScreenshot(page, '02-loading')
  await page.getByRole('button', { name: '主管' }).first().waitFor({ timeout: 150_000 })
  await keepScreenshot(page, '03-roles')
  await page.context().close()
})

test('a supervisor sees the field staff move at once', async () => {
  const page = await enterAs('主管')
  await page.waitForURL(/\/live/)
  const person = page.locator('.marker[data-person]').first()
  await person.locator('button').waitFor(patience)
  const place = () => person.evaluate((element) => element.style.transform)
  const before = await place()
  await expect.poll(place, { timeout: 60_000 }).not.toBe(before)
  await keepScreenshot(page, '04-live')
  await button(page, '停止模拟').click()
  await button(page, '模拟这一天').waitFor(patience)
})

test('a manager moves a stop by hand, takes it back, and publishes', async () => {
  const page = await enterAs('经理')
  await page.waitForURL(/\/plan/)
  await button(page, '修改（新草稿）').click()
  await button(page, '发布').waitFor(patience)

  const tour = page.locator('section.tour').first()
  await tour.locator('button.head').click()
  const names = () => tour.locator('[data-stop] .name').allTextContents()
  const before = await names()
  const last = tour.locator('[data-stop]').last()
  await last.hover()
  await last.getByRole('button', { name: /^移动/ }).click()
  await page.getByRole('menuitem', { name: '提前一站' }).click()
  const swapped = [...before.slice(0, -2), before.at(-1), before.at(-2)]
  await expect.poll(names, { timeout: 20_000 }).toEqual(swapped)
  await page.getByText('骑电动车，沿道路').waitFor(patience)
  // Nobody has mapped this city: the notice says so, and names no one's contributors.
  await page.getByText('虚构的演示城市').waitFor(patience)
  expect(await page.getByText('OpenStreetMap').count()).toBe(0)
  await keepScreenshot(page, '05-plan')
  await button(page, '撤销').click()
  await expect.poll(names, { timeout: 20_000 }).toEqual(before)

  await button(page, '发布').click()
  const sheet = page.getByRole('dialog')
  await sheet.getByText(/人将收到/).waitFor(patience)
  await keepScreenshot(page, '06-publish')
  await button(page, '发布').last().click()
  await button(page, '修改（新草稿）').waitFor(patience)
  await page.getByRole('button', { name: /^版本：.*已发布/ }).waitFor(patience)
})

test('a manager watches the next day’s tours get better, goes on, uses them and publishes', async () => {
  const page = desk('经理')
  await button(page, '后一天').click()
  await button(page, '优化').click()
  const card = page.getByRole('region', { name: '优化进展' })
  await card.waitFor(patience)
  await keepScreenshot(page, '06-optimising')
  // However soon the first search ends: going on from there is one click, and ends it with the next.
  await button(page, '继续优化').click()
  await card.getByRole('button', { name: '取消' }).click()
  await card.waitFor({ state: 'detached' })
  await button(page, '继续优化').click()
  await button(page, '就用这个').click()
  await card.getByRole('heading', { name: '优化完成' }).waitFor(patience)
  await page
    .getByRole('status')
    .getByText(/优化完成 里程由/)
    .waitFor({ state: 'attached' })
  // What was found is to be reviewed; whoever leaves that, and the card, has the plan before them as it is.
  await page.getByRole('region', { name: '审阅优化结果' }).waitFor(patience)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await card.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: /^版本：/ }).click()
  expect(await page.locator('.menu:popover-open .text').allTextContents()).toEqual([
    '第 1 版 · 草稿',
  ])
  await page.keyboard.press('Escape')

  await button(page, '发布').click()
  await page
    .getByRole('dialog')
    .getByText(/人将收到/)
    .waitFor(patience)
  await button(page, '发布').last().click()
  await button(page, '修改（新草稿）').waitFor(patience)
})

test('a check-in on the phone is on the supervisor’s screen within a second', async () => {
  const watched = desk('主管')
  const phone = await enterAs('客户经理', { phone: true })
  await phone.waitForURL(/\/m/)
  await button(phone, '到店打卡').waitFor(patience)
  await keepScreenshot(phone, '07-phone')
  const { name } = await phone.evaluate(async () => {
    const answer = await fetch('/api/v1/auth/me')
    return (await answer.json()) as { name: string }
  })
  /** Stops done, as the person's row on Live shows them: “唐月 ▶途中 3/22”. */
  const done = async () => {
    const text = (await watched.locator('body').textContent()) ?? ''
    return Number(new RegExp(`${name} \\S+ (\\d+)/\\d+`).exec(text)?.[1])
  }
  const before = await done()
  await button(phone, '到店打卡').click()
  await button(phone, '离店').click()
  await button(phone, '完成离店').click()
  await expect.poll(done, { timeout: 1000, interval: 50 }).toBe(before + 1)
  await button(phone, '到店打卡').waitFor(patience)
  await keepScreenshot(phone, '08-phone-next')
})

test('a planner reads density by area and switches the measure', async () => {
  const page = await enterAs('规划员')
  await page.waitForURL(/\/licences/)
  const legend = () => page.locator('[aria-label="图例"]').textContent()
  await page.waitForFunction(() => document.querySelectorAll('tbody tr').length > 5)
  const perThousand = await legend()
  await keepScreenshot(page, '09-licences')
  await page.getByLabel('指标').selectOption('perKm2')
  await expect.poll(legend, { timeout: 10_000 }).not.toBe(perThousand)
  await keepScreenshot(page, '10-licences-per-km2')
})

test('a supervisor opens a report and the table of retailers', async () => {
  const page = desk('主管')
  await page.getByRole('link', { name: '线索' }).click()
  await page.waitForURL(/\/reports/)
  await page.getByRole('row').nth(1).click()
  await page.getByRole('heading', { name: '经过' }).waitFor(patience)
  await keepScreenshot(page, '11-reports')
  await page.getByRole('link', { name: '零售户' }).click()
  await page.waitForURL(/\/retailers/)
  await page.getByRole('row').nth(3).waitFor(patience)
  await keepScreenshot(page, '12-retailers')
})

test('an administrator imports a file with a bad row and takes it back', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'beatline-file-'))
  const file = join(folder, 'shops.csv')
  writeFileSync(
    file,
    '客户编码,店名,经度,纬度,档位\nNEW1,东港新店,165.0102,22.0043,12\nNEW2,没有坐标的店,,,8\n',
  )
  const page = await enterAs('管理员')
  await page.waitForURL(/\/admin/)
  await page.locator('input[name=kind][value=retailers]').check({ force: true })
  await page.locator('input[type=file]').setInputFiles(file)
  await button(page, '检查').waitFor(patience)
  await keepScreenshot(page, '13-import-columns')
  await button(page, '检查').click()
  await page.getByText('导入后会怎样').waitFor(patience)
  await page.getByText('没有坐标', { exact: false }).first().waitFor(patience)
  await keepScreenshot(page, '14-import-check')
  await button(page, '导入 1 行').click()
  await page.getByText('已导入').first().waitFor(patience)
  await keepScreenshot(page, '15-import-done')
  await button(page, '撤销这次导入').first().click()
  await page.getByText('已撤销').first().waitFor(patience)
})

test('an administrator brings in other streets, and a file that has none changes nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'beatline-streets-'))
  const [broken, town] = [join(folder, 'broken.osm'), join(folder, 'town.osm')]
  writeFileSync(broken, '<osm version="0.6"></osm>')
  await writeDrawing(town, 'a-----b-----c\n|     |     |\nd-----e-----f')
  const page = desk('管理员')
  await button(page, '道路与底图').click()
  await page.getByText('demo-city.osm').waitFor(patience)
  const files = page.locator('input[type=file]').first()
  await files.setInputFiles(broken)
  await page.getByText('无法导入 broken.osm').waitFor(patience)
  await page.getByText('demo-city.osm').waitFor(patience)
  await keepScreenshot(page, '16-streets-refused')
  await files.setInputFiles(town)
  await page.getByText('town.osm', { exact: true }).waitFor(patience)
  await page.getByText('距离与时间沿真实道路计算').waitFor(patience)
  await keepScreenshot(page, '17-streets')
  await desk('经理').getByText('© OpenStreetMap contributors').waitFor(patience)
})

test('nothing was asked of the outside, and no page complained', () => {
  expect(browser.complaints).toEqual([])
})
