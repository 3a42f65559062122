import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Plan, Tour } from '../../shared/planning.ts'
import type { Report } from '../../shared/reports.ts'
import { askOn, openPhone, type FieldPhone } from './field-phone.ts'
import { keepScreenshot } from './open-browser.ts'
import { openDemo, type Demo } from './open-demo.ts'

/** What a manager does while the day happens: somebody falls ill, is late, a report comes in, and all that is left is planned anew. */
let demo: Demo
let page: Page
/** An administrator’s, who gives out phones. */
let office: Page
let clicks = 0

beforeAll(async () => {
  demo = await openDemo()
  page = demo.page
  await page.getByRole('link', { name: '实时' }).click()
  office = await demo.browser.open(demo.beatline.url)
  await office.getByRole('button', { name: '管理员' }).first().click()
  await office.waitForURL(/\/admin/)
})
afterAll(() => demo.close())
beforeEach(() => {
  clicks = 0
})

const patience = { timeout: 60_000 }
async function click(target: Locator): Promise<void> {
  clicks += 1
  await target.click(patience)
}

/** The plan in force of the team on the screen. */
async function planOnScreen(): Promise<Plan> {
  const { at } = await askOn<{ at: string }>(page, 'GET', '/clock')
  const day = new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10)
  const plans = await askOn<Plan[]>(page, 'GET', `/plans/published?day=${day}`)
  const teamId = Number(await page.getByLabel('团队').inputValue())
  const plan = plans.find((one) => one.teamId === teamId)
  if (!plan) throw new Error('the team on the screen has no plan')
  return plan
}

const aheadOf = ({ stops }: Tour) => stops.filter(({ outcome }) => outcome === null)
const phoneOf = ({ personId }: Tour): Promise<FieldPhone> =>
  openPhone(demo.beatline, office, personId)
const nextOf = async (phone: FieldPhone) => {
  const [stop] = await phone.ahead()
  if (!stop) throw new Error('the tour is over')
  return stop
}

test('the stops of somebody ill are with colleagues after four clicks from Live', async () => {
  const menu = page.getByRole('button', { name: /：更多操作$/ })
  await menu.first().waitFor(patience)
  await click(menu.first())
  await click(page.getByRole('button', { name: '今天缺勤…' }).first())
  await click(page.getByRole('button', { name: '转派', exact: true }))
  const preview = page.getByRole('dialog', { name: /^转派 .* 的站点$/ })
  await preview.waitFor(patience)
  await keepScreenshot(page, '30-redistribute')
  await click(preview.getByRole('button', { name: '发布' }))
  await page.getByText(/已发布，\d+ 人的线路有变化/).waitFor(patience)
  await expect.poll(() => preview.isVisible()).toBe(false)
  expect(clicks).toBe(4)
})

test('whoever is late has stops taken over after two clicks on their card', async () => {
  // From here on only the phones of this test speak.
  await askOn(page, 'DELETE', '/simulation')
  const { tours } = await planOnScreen()
  const busy = tours.toSorted((a, b) => aheadOf(b).length - aheadOf(a).length)[0] as Tour
  const phone = await phoneOf(busy)
  // What would help cannot be had at first: the card says so, and asks again when told to.
  await page.route(/\/reliefs$/, (route) => route.abort())
  await phone.arriveLate(await nextOf(phone), 45)
  const cards = page.getByRole('region', { name: '迟到与建议' })
  await cards.getByRole('alert').getByText('暂时无法计算建议').waitFor(patience)
  await page.unroute(/\/reliefs$/)
  demo.browser.complaints.length = 0
  await cards.getByRole('button', { name: '重试' }).click()
  const offer = cards.getByRole('button', { name: /站转给/ }).first()
  await offer.waitFor(patience)
  await keepScreenshot(page, '31-late')
  await click(offer)
  await click(cards.getByRole('button', { name: '确认并发布' }))
  await page.getByText('已发布，2 人的线路有变化').last().waitFor(patience)
  expect(clicks).toBe(2)
})

test('a new report is in a tour after three clicks, and what is found there is on the page at once', async () => {
  const { tours } = await planOnScreen()
  // Whoever is back first has room.
  const early = tours
    .filter((tour) => aheadOf(tour).length > 1)
    .toSorted((a, b) => String(a.endsAt).localeCompare(String(b.endsAt)))[0] as Tour
  const [lng, lat] = aheadOf(early)[1]?.at ?? [0, 0]
  const filed = await askOn<Report>(page, 'POST', '/reports', {
    ...{ channel: 'phone-12313', kind: 'unlicensed-stall', description: '门口柜台' },
    ...{ at: [lng + 0.0003, lat], address: '菜场东门' },
  })
  await page.getByRole('link', { name: '线索' }).click()
  await click(page.getByRole('row').filter({ hasText: filed.code }))
  const offers = page.getByRole('region', { name: '顺路核查' })
  await click(offers.getByRole('button', { name: /^插入.*的线路/ }).first())
  await keepScreenshot(page, '32-report-offers')
  await click(offers.getByRole('button', { name: '确认插入' }))
  await offers.getByText(/到场核查/).waitFor(patience)
  expect(clicks).toBe(3)

  const { report } = await askOn<{ report: Report }>(page, 'GET', `/reports/${filed.id}`)
  const phone = await openPhone(demo.beatline, office, report.assigneeId ?? 0)
  const stop = (await phone.ahead()).find((one) => one.report?.id === filed.id)
  if (!stop) throw new Error('the phone does not have the report')
  const { visitId, arrivedAt } = await phone.arriveLate(stop, 0)
  const log = page.locator('section', { has: page.getByRole('heading', { name: '经过' }) })
  await log.getByText('现场').first().waitFor(patience)
  const leftAt = new Date(Date.parse(arrivedAt) + 600_000).toISOString()
  await phone.send(`/visits/${visitId}/check-out`, { leftAt, finding: 'guided-to-apply' })
  await log.getByText('· 引导办证').waitFor(patience)
})

test('what is left of today is planned anew and published after three clicks in Plan', async () => {
  await page.getByRole('link', { name: '计划' }).click()
  await page.getByRole('button', { name: '修改（新草稿）' }).waitFor(patience)
  const { tours } = await planOnScreen()
  const other = tours.find((tour) => aheadOf(tour).length > 3) as Tour
  const phone = await phoneOf(other)
  await phone.arriveLate(await nextOf(phone), 20)
  const version = page.getByRole('button', { name: /^版本：.*已发布/ })
  const before = await version.textContent()
  await click(page.getByRole('button', { name: '优化：更多方式' }))
  await click(page.getByRole('button', { name: '重排今天余下的线路' }))
  const preview = page.getByRole('dialog', { name: '重排今天余下的线路' })
  await preview.waitFor(patience)
  await keepScreenshot(page, '33-rest-of-today')
  await click(preview.getByRole('button', { name: '发布' }))
  await page
    .getByText(/已发布，\d+ 人的线路有变化/)
    .last()
    .waitFor(patience)
  await expect.poll(() => version.textContent(), patience).not.toBe(before)
  expect(clicks).toBe(3)
  expect(demo.browser.complaints).toEqual([])
})
