import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { findProjectFolder } from '../../server/platform/project-folder.ts'
import { findChromium } from './find-chromium.ts'

const flags = [
  '--no-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
]

const screenshots = join(findProjectFolder(), 'test/browser/screenshots')

export interface PageOptions {
  phone?: boolean
  dark?: boolean
  language?: 'zh-CN' | 'en'
  /** Cookies and storage start empty in each context; give one to share a session. */
  context?: BrowserContext
}

export interface TestBrowser {
  /** A page that fails the test on a script error or on a request to anything but our server. */
  open(url: string, options?: PageOptions): Promise<Page>
  /** What pages complained about so far; tests expect it to be empty. */
  readonly complaints: string[]
  close(): Promise<void>
}

export async function openBrowser(): Promise<TestBrowser> {
  const found = findChromium()
  const browser = await chromium.launch({
    executablePath: found.executablePath,
    env: { ...(process.env as Record<string, string>), ...found.env },
    args: flags,
  })
  const complaints: string[] = []
  return {
    complaints,
    async open(url, options = {}) {
      const context = options.context ?? (await newContext(browser, options))
      if (found.needsFont) await serveFont(context)
      const page = await context.newPage()
      watch(page, new URL(url).origin, complaints)
      await page.goto(url)
      return page
    },
    close: () => browser.close(),
  }
}

function newContext(browser: Browser, { phone, dark, language }: PageOptions) {
  return browser.newContext({
    viewport: phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
    locale: language ?? 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    ...(phone ? { hasTouch: true, isMobile: true, deviceScaleFactor: 2 } : {}),
  })
}

function watch(page: Page, origin: string, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(`script error: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of (401|403|404|409)/.test(message.text()))
      complaints.push(`console: ${message.text()}`)
  })
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (/^(https?|wss?):$/.test(url.protocol) && url.host !== new URL(origin).host)
      complaints.push(`asks outside: ${request.url()}`)
  })
}

/** Gives pages the Chinese font that the bundled browser lacks. */
async function serveFont(context: BrowserContext): Promise<void> {
  const folder = join(findProjectFolder(), 'node_modules/@fontsource/noto-sans-sc/files')
  const body = readFileSync(join(folder, 'noto-sans-sc-chinese-simplified-400-normal.woff2'))
  await context.route('**/test-font.woff2', (route) =>
    route.fulfill({ body, contentType: 'font/woff2' }),
  )
  await context.addInitScript(() => {
    const font = new FontFace('Noto Sans SC', 'url(/test-font.woff2)')
    document.fonts.add(font)
    void font.load()
  })
}

/** Keeps a picture of the page for the person who looks at the run. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  mkdirSync(screenshots, { recursive: true })
  await page.screenshot({ path: join(screenshots, `${name}.png`) })
}
