import type { Locator, Page } from 'playwright-core'
import type { Figures } from './tell-figures.ts'
import { watchChange, watchInputs, type ChangeWaits, type InputWaits } from './watch-page.ts'

const patience = { timeout: 20_000 }
const CHANGES = 8

interface Watched {
  readonly waits: InputWaits
  readonly unwatch: () => void
}

const rowsOf = (page: Page) => page.locator('svg[role=group] g.tour')
const barsIn = (page: Page, row: number) => rowsOf(page).nth(row).locator('[data-visit].movable')

/** A bar of the timetable pulled over the rows of colleagues: from each move to the price of the drop. */
export async function measureDragging(page: Page): Promise<Figures> {
  const at = await holdBar(page, barsIn(page, 0).nth(3))
  await page.mouse.move(at.x + 8, at.y + 8)
  await page.locator('.ghost').waitFor(patience)
  const height = await rowHeight(page)
  const { done, drawn } = await watched(page, 'pointermove', () =>
    page.mouse.move(at.x + 120, at.y + 3 * height, { steps: 100 }),
  )
  await page.keyboard.press('Escape')
  await page.mouse.up()
  return {
    'price of a drag, the page’s part': { target: 30, waits: done },
    '… with drawing': { waits: drawn },
  }
}

/** The pointer over bars of the timetable, and over rows of the due list. */
export async function measureHovering(page: Page): Promise<Figures> {
  const bar = await middleOf(barsIn(page, 1).first())
  const timetable = await watched(page, 'pointerover', () =>
    page.mouse.move(bar.x + 500, bar.y, { steps: 60 }),
  )
  const row = await middleOf(page.locator('[role=tabpanel] li').first())
  const list = await watched(page, 'pointerover', () =>
    page.mouse.move(row.x, row.y + 400, { steps: 60 }),
  )
  return {
    'hover in the timetable, page’s part': { target: 50, waits: timetable.done },
    '… with drawing ': { waits: timetable.drawn },
    'hover in the list, page’s part': { target: 50, waits: list.done },
    '… with drawing  ': { waits: list.drawn },
  }
}

/** Bars dropped on a colleague, each taken back by key. */
export async function measureChanges(page: Page): Promise<Figures> {
  const drops: ChangeWaits[] = []
  const undos: ChangeWaits[] = []
  for (let time = 0; time < CHANGES; time++) {
    const bar = barsIn(page, 0).nth(time % 4)
    const stopId = (await bar.getAttribute('data-visit')) ?? ''
    const at = await holdBar(page, bar)
    await page.mouse.move(at.x + 10, at.y + (await rowHeight(page)), { steps: 5 })
    drops.push(await changed(page, 'pointerup', stopId, () => page.mouse.up()))
    undos.push(await changed(page, 'keydown', stopId, () => page.keyboard.press('Control+z')))
  }
  const waitsOf = (changes: readonly ChangeWaits[], of: keyof ChangeWaits) =>
    changes.map((waits) => waits[of])
  return {
    'a drop is in the page': { target: 100, waits: waitsOf(drops, 'applied') },
    'a drop is seen': { target: 100, waits: waitsOf(drops, 'visible') },
    'a drop is saved': { target: 400, waits: waitsOf(drops, 'saved') },
    'an undo is in the page': { target: 100, waits: waitsOf(undos, 'applied') },
    'an undo is seen': { target: 100, waits: waitsOf(undos, 'visible') },
    'an undo is saved': { target: 400, waits: waitsOf(undos, 'saved') },
  }
}

async function watched(page: Page, kind: string, act: () => Promise<void>): Promise<InputWaits> {
  await page.evaluate(watchInputs, kind)
  await act()
  await page.waitForTimeout(500)
  return page.evaluate(() => {
    const { waits, unwatch } = globalThis as unknown as Watched
    unwatch()
    return waits
  })
}

async function changed(
  page: Page,
  kind: string,
  stopId: string,
  act: () => Promise<void>,
): Promise<ChangeWaits> {
  await page.waitForTimeout(500)
  await page.evaluate(watchChange, { kind, stopId })
  await act()
  const known = () => {
    const { visible, saved } = (globalThis as unknown as { waits: ChangeWaits }).waits
    return visible > 0 && saved > 0
  }
  await page.waitForFunction(known, undefined, patience)
  return page.evaluate(() => (globalThis as unknown as { waits: ChangeWaits }).waits)
}

async function boxOf(what: Locator) {
  const box = await what.boundingBox()
  if (!box) throw new Error('it is not on the screen')
  return box
}

async function middleOf(what: Locator): Promise<{ x: number; y: number }> {
  const { x, y, height } = await boxOf(what)
  return { x: x + 3, y: y + height / 2 }
}

const rowHeight = async (page: Page) => (await boxOf(rowsOf(page).nth(1).locator('.row'))).height

/** Takes hold of a bar and leaves the button down. */
async function holdBar(page: Page, bar: Locator): Promise<{ x: number; y: number }> {
  const at = await middleOf(bar)
  await page.mouse.move(at.x, at.y)
  await page.mouse.down()
  return at
}
