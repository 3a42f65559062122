import { readdir, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeDrawing } from '../roads/support/street-file.ts'
import { sharedPath } from '../support/shared-data.ts'
import { keepScreenshot, openBrowser, type TestBrowser } from './open-browser.ts'
import { startBeatline, type Beatline } from './start-beatline.ts'

/** An administrator's hour with streets and base map, on an installation that begins with neither. */
let beatline: Beatline
let browser: TestBrowser
let page: Page
/** Of map pictures; there until the end, as a page may ask for them while it is open. */
let service: Server
const asked: string[] = []

const patience = { timeout: 60_000 }
/** What a person takes for at once, on a machine that also draws maps. */
const atOnce = { timeout: 5000 }
const button = (name: string) => page.getByRole('button', { name, exact: true })
const osmFile = () => page.getByLabel('选择文件')
const inFolder = (name: string) => join(beatline.dataDir, name)
const uploadsLeft = () => readdir(inFolder('roads/tmp')).catch(() => [])

beforeAll(async () => {
  beatline = await startBeatline()
  browser = await openBrowser()
  service = await servePictures()
  page = await browser.open(beatline.url)
  const password = /password\s+(\S+-\S+-\S+-\S+)/.exec(beatline.output())?.[1]
  await page.evaluate(async (current) => {
    const post = (path: string, body: object) =>
      fetch(`/api/v1/auth/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    await post('sign-in', { login: 'admin', password: current })
    await post('password', { current, next: 'a street of one’s own' })
  }, password)
  await page.goto(`${beatline.url}/admin?part=roads`)
  await writeDrawing(inFolder('town.osm'), 'a-----b-----c\n|     |     |\nd-----e-----f')
})
afterAll(async () => {
  await browser.close()
  service.close()
  await beatline.stop()
  beatline.remove()
})

test('a file without streets is refused in the reader’s language, and streets are shown by figures', async () => {
  await page.getByText('还没有道路数据').waitFor(patience)
  await writeFile(inFolder('field.osm'), '<osm version="0.6"></osm>')
  await osmFile().setInputFiles(inFolder('field.osm'))
  await page.getByText('文件里没有道路。').waitFor(patience)
  await page.getByText('没有留下任何数据').waitFor(patience)
  await osmFile().setInputFiles(inFolder('town.osm'))
  await page.getByText('town.osm', { exact: true }).waitFor(patience)
  await page.getByRole('row', { name: /^路段/ }).waitFor(patience)
})

test('cancelling an upload ends it at once, says what stays, and leaves nothing of it', async () => {
  await writeFile(inFolder('slow.osm'), Buffer.alloc(4 * 2 ** 20, ' '))
  const network = await page.context().newCDPSession(page)
  const throttle = { offline: false, latency: 20, downloadThroughput: -1 }
  await network.send('Network.enable')
  await network.send('Network.emulateNetworkConditions', { ...throttle, uploadThroughput: 2 ** 17 })
  await osmFile().setInputFiles(inFolder('slow.osm'))
  await page.getByText('正在导入 slow.osm').waitFor(atOnce)
  await expect.poll(uploadsLeft, { timeout: 20_000 }).toHaveLength(1)
  await page.getByText('接收文件').waitFor(atOnce)
  await keepScreenshot(page, '18-uploading')
  await button('取消导入').click()
  await expectCancelled('slow.osm')
  await network.send('Network.emulateNetworkConditions', { ...throttle, uploadThroughput: -1 })
  await network.detach()
})

test('cancelling an import ends it at once, and leaves the streets that were there', async () => {
  const city = sharedPath('osm/heidelberg.osm.pbf')
  if (city === undefined) return
  await osmFile().setInputFiles(city)
  await page.getByText('读取文件').waitFor(patience)
  await page.getByText('现有的道路与底图照常使用').waitFor(atOnce)
  await button('取消导入').click()
  await expectCancelled('heidelberg.osm.pbf')
})

async function expectCancelled(fileName: string): Promise<void> {
  await page.getByText(`已取消导入 ${fileName}`).waitFor(atOnce)
  await page.getByText('原有的道路与底图未变').waitFor(atOnce)
  await page.getByText('town.osm', { exact: true }).waitFor(atOnce)
  await osmFile().waitFor({ state: 'attached', ...atOnce })
  // Who cancelled with the keyboard goes on with it from the field that came in the button's place.
  expect(await osmFile().evaluate((field) => field === document.activeElement)).toBe(true)
  await keepScreenshot(page, `19-cancelled-${fileName}`)
  expect(await uploadsLeft()).toEqual([])
  const sets = (await readdir(inFolder('roads'))).filter((name) => !/^(current|tmp)$/.test(name))
  expect(sets).toHaveLength(1)
}

test('a map service is drawn through the server, and its key is never shown again', async () => {
  const key = 'k3y-0f-7he-bureau'
  const { port } = service.address() as AddressInfo
  const address = `http://127.0.0.1:${String(port)}/w/wmts?TileMatrix={z}&TileCol={x}&TileRow={y}`
  const sent: string[] = []
  page.on('request', (request) => sent.push(request.url()))
  const templates = page.getByLabel('图片地址')
  await page.getByRole('button', { name: '使用地图服务' }).click()
  await templates.fill(`http://127.0.0.1:${String(port)}/w/wmts?tk=${key}`)
  await button('使用这个服务').click()
  await page.getByText('该地址不是地图图片服务的地址模板').waitFor(atOnce)
  await templates.fill(`${address}&tk=${key}`)
  await page.getByLabel('坐标系').selectOption('GCJ-02')
  await button('使用这个服务').click()
  await page.getByText('该坐标系的图片会偏移数百米').waitFor(atOnce)
  await page.getByLabel('坐标系').selectOption('CGCS2000')
  await page.getByLabel('版权说明').fill('© 测绘院')
  await button('使用这个服务').click()
  await button('修改地图服务').waitFor(atOnce)
  await expect.poll(() => asked.length, patience).toBeGreaterThan(0)

  await page.reload()
  await button('修改地图服务').click()
  expect(await templates.inputValue()).toBe(`${address}&tk=***`)
  await keepScreenshot(page, '20-map-service')
  await page.getByLabel('最大级别').fill('17')
  await button('使用这个服务').click()
  await templates.waitFor({ state: 'hidden', ...atOnce })
  asked.length = 0
  await page.goto(`${beatline.url}/retailers#3/20/100`)
  await page.getByText('© 测绘院').waitFor(atOnce)
  await expect.poll(() => asked.length, patience).toBeGreaterThan(0)

  expect(asked.filter((url) => !url.includes(`tk=${key}`))).toEqual([])
  expect(await page.content()).not.toContain(key)
  expect(sent.filter((url) => url.includes(key))).toEqual([])
  const told = await page.evaluate(() =>
    Promise.all(
      ['base', 'base/pictures'].map(async (path) => (await fetch(`/api/v1/tiles/${path}`)).text()),
    ),
  )
  expect(told.join('\n')).not.toContain(key)
  expect(beatline.output()).not.toContain(key)
})

test('a service is given up only after a question, which Esc answers with no', async () => {
  await page.goto(`${beatline.url}/admin?part=roads`)
  await button('不再使用地图服务').click()
  await page.getByText('地址与密钥会被删除。').waitFor(atOnce)
  await page.keyboard.press('Escape')
  await page.getByText('地址与密钥会被删除。').waitFor({ state: 'hidden', ...atOnce })
  await button('修改地图服务').waitFor(atOnce)
  await button('不再使用地图服务').click()
  await button('不再使用地图服务').click()
  await page.getByText('由导入的 OpenStreetMap 文件绘制。').waitFor(atOnce)
})

test('no page complained but of the addresses refused', () => {
  expect(browser.complaints.filter((text) => !text.includes('status of 400'))).toEqual([])
})

/** A service of grey pictures, which keeps what it is asked. */
async function servePictures(): Promise<Server> {
  const grey =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=='
  const service = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.setHeader('content-type', 'image/png').end(Buffer.from(grey, 'base64'))
  })
  await new Promise<void>((resolve) => {
    service.listen(0, '127.0.0.1', resolve)
  })
  return service
}
