import type { Map as MapLibreMap } from 'maplibre-gl'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Plan, PlanSummary } from '../../shared/planning.ts'
import { keepScreenshot } from './open-browser.ts'
import { openDemo, type Demo } from './open-demo.ts'

/** A manager gives many shops another tier (flow F13), many visits or shops to somebody else, from the map. */
let demo: Demo
let page: Page

beforeAll(async () => {
  demo = await openDemo()
  page = demo.page
  await page.getByRole('link', { name: '零售户' }).first().click()
  await page.waitForURL(/\/retailers/)
  await page.getByRole('toolbar', { name: '选择工具' }).waitFor()
})
afterAll(() => demo.close())

const chosen = () => page.getByRole('toolbar', { name: '对所选的操作' })
const countOf = async () =>
  Number(/\d+/.exec((await chosen().locator('strong').textContent()) ?? ''))

/** In the free part of the map, around its middle, as a hand does. */
async function drawAround(share: number): Promise<void> {
  const box = await page.locator('.sheet').boundingBox()
  if (!box) throw new Error('no tool is on')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  const at = (angle: number) =>
    [
      x + (Math.cos(angle) * box.width * share) / 2,
      y + (Math.sin(angle) * box.height * share) / 2,
    ] as const
  await page.mouse.move(...at(0))
  await page.mouse.down()
  for (let step = 1; step <= 24; step += 1) await page.mouse.move(...at((step / 12) * Math.PI))
  await keepScreenshot(page, `30-ring-${String(share)}`)
  await page.mouse.up()
}

const tiersOf = (ids: string) =>
  page.evaluate(async (list) => {
    const answer = await fetch(`/api/v1/retailers?ids=${list}&limit=200`)
    const { rows } = (await answer.json()) as { rows: { id: number; tier: number }[] }
    return Object.fromEntries(rows.map(({ id, tier }) => [id, tier]))
  }, ids)

test('shops inside a lasso get another tier with three clicks, and theirs back with one', async () => {
  await page.evaluate(() => {
    const { beatlineMap: map } = window as unknown as { beatlineMap: MapLibreMap }
    map.jumpTo({ zoom: 14 })
  })
  await page.keyboard.press('l')
  // One: around them.
  await drawAround(0.7)
  await chosen().waitFor()
  const ids = /retailer:([\d,]+)/.exec(decodeURIComponent(page.url()))?.[1] ?? ''
  const count = ids.split(',').length
  expect(count).toBeGreaterThan(5)
  expect(await countOf()).toBe(count)
  const before = await tiersOf(ids)
  await keepScreenshot(page, '31-shops-chosen')

  // Two and three: what they get.
  await chosen().getByRole('button', { name: '档位' }).click()
  await keepScreenshot(page, '32-tier-menu')
  await page.getByRole('button', { name: '17 档', exact: true }).click()
  const undo = page.getByRole('button', { name: '撤销' })
  await undo.waitFor()
  expect(new Set(Object.values(await tiersOf(ids)))).toEqual(new Set([17]))

  await undo.click()
  await expect.poll(() => tiersOf(ids)).toEqual(before)
})

test('a ring with Shift adds to the selection, one with Alt takes away, and Esc leaves the tool', async () => {
  const before = await countOf()
  await page.keyboard.press('l')
  await page.keyboard.down('Alt')
  await drawAround(0.35)
  await page.keyboard.up('Alt')
  await expect.poll(countOf).toBeLessThan(before)
  await page.keyboard.down('Shift')
  await drawAround(0.35)
  await page.keyboard.up('Shift')
  await expect.poll(countOf).toBe(before)
  await page.keyboard.press('Escape')
  await expect.poll(() => page.locator('.sheet').count()).toBe(0)
  expect(await countOf()).toBe(before)
})

/** Person by person the shops of the draft on the screen, as the server has them. */
const readDraft = () =>
  page.evaluate(async () => {
    const read = async (path: string): Promise<unknown> => (await fetch(`/api/v1${path}`)).json()
    const team = document.querySelector('header select') as HTMLSelectElement
    const day = new URLSearchParams(location.search).get('day')
    const today = document.querySelector('time')?.getAttribute('datetime')
    const list = (await read(
      `/plans?teamId=${team.value}&day=${day ?? today ?? ''}`,
    )) as PlanSummary[]
    const draft = list.find(({ status }) => status === 'draft')
    const { tours } = (await read(`/plans/${String(draft?.id)}`)) as Plan
    return tours.map(({ stops }) => stops.map(({ retailerId }) => retailerId).join())
  })
const shopsOf = (tours: readonly string[]) =>
  tours.flatMap((tour) => tour.split(',').filter(Boolean))

test('visits inside a lasso go to another person as one step, and back with one', async () => {
  await page.getByRole('link', { name: '计划' }).first().click()
  await page.getByRole('button', { name: '后一天' }).click()
  await page.getByRole('button', { name: '优化', exact: true }).click()
  await page
    .getByRole('button', { name: '采用', exact: false })
    .first()
    .waitFor({ timeout: 60_000 })
  await page.keyboard.press('Escape')
  const before = await readDraft()
  await page.keyboard.press('l')
  await drawAround(0.6)
  await chosen().waitFor()
  expect(await countOf()).toBeGreaterThan(1)
  await keepScreenshot(page, '33-visits-chosen')
  await chosen().getByRole('button', { name: '改派' }).click()
  await page.locator('[popover]:popover-open .people button').first().click()
  const undo = page.getByRole('button', { name: '撤销' }).last()
  await undo.waitFor()
  await expect.poll(readDraft).not.toEqual(before)
  expect(shopsOf(await readDraft()).length).toBeGreaterThanOrEqual(shopsOf(before).length)
  await page.keyboard.press('Control+z')
  await expect.poll(readDraft).toEqual(before)
})

test('the same by keys alone: rows are chosen with Shift and arrows, and left out', async () => {
  await page.keyboard.press('Escape')
  const before = await readDraft()
  await page.locator('section.tour .head').first().click()
  await page.locator('[data-stop] > .choose').first().focus()
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await expect.poll(countOf).toBe(3)
  await page.keyboard.press('Delete')
  await expect.poll(async () => shopsOf(await readDraft()).length).toBe(shopsOf(before).length - 3)
  await page.keyboard.press('Control+z')
  await expect.poll(readDraft).toEqual(before)
  await page.locator('[data-stop] > .choose').first().focus()
  await page.keyboard.press('x')
  await expect.poll(countOf).toBe(2)
  await page.keyboard.press('Escape')
})

const hoursOf = async (row: number) =>
  (await page.locator('li .hours').nth(row).textContent())?.trim() ?? ''
const weeks = async () => Promise.all([0, 1, 2, 3].map(hoursOf))

test('shops inside a lasso go to another manager with four clicks, and what that does to everybody’s week is said before', async () => {
  await page.getByRole('button', { name: '片区' }).click()
  await page.locator('li .hours').first().waitFor()
  const before = await weeks()
  await page.keyboard.press('l')
  // One: around them.
  await drawAround(0.5)
  await chosen().waitFor()
  // Two and three: to whom.
  await chosen().getByRole('button', { name: '分配' }).click()
  const heir = page.locator('[popover]:popover-open .people button').nth(1)
  const name = (await heir.textContent())?.trim() ?? ''
  await heir.click()
  await chosen().getByText(`→ ${name}`).waitFor()
  await keepScreenshot(page, '33-territory-before')
  const planned = await weeks()
  expect(planned).not.toEqual(before)
  const whole = () =>
    page.evaluate(async () => {
      const teams = (await (await fetch('/api/v1/teams')).json()) as { id: number }[]
      const answer = await fetch(`/api/v1/territory?teamId=${String(teams[0]?.id)}`)
      const { shops } = (await answer.json()) as { shops: { managerId: number }[] }
      return shops.map(({ managerId }) => managerId)
    })
  const owners = await whole()
  // Four.
  await chosen().getByRole('button', { name: '确认' }).click()
  const undo = page.getByRole('button', { name: '撤销' })
  await undo.waitFor()
  expect(await whole()).not.toEqual(owners)
  await expect.poll(weeks).not.toEqual(before)

  await undo.click()
  await expect.poll(weeks).toEqual(before)
  expect(await whole()).toEqual(owners)
  expect(demo.browser.complaints).toEqual([])
})
