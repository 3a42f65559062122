import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { findProjectFolder } from '../../server/platform/project-folder.ts'

export interface Chromium {
  readonly executablePath: string
  readonly env: Record<string, string>
  /** Brings no Chinese font of its own: the test serves one to the pages. */
  readonly needsFont: boolean
}

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/**
 * CHROME_PATH, or a browser of the system, or the one that an npm package carries (unpacked once, some 6 s).
 * @throws when there is none: browser tests are never skipped in silence
 */
export function findChromium(): Chromium {
  const chosen = process.env.CHROME_PATH
  if (chosen !== undefined) {
    if (!existsSync(chosen)) throw new Error(`CHROME_PATH=${chosen} does not exist.`)
    return { executablePath: chosen, env: {}, needsFont: false }
  }
  const system = installed.find((path) => existsSync(path))
  if (system !== undefined && process.env.BUNDLED_CHROMIUM === undefined)
    return { executablePath: system, env: {}, needsFont: false }
  return unpackBundled()
}

function unpackBundled(): Chromium {
  const cache = join(findProjectFolder(), 'node_modules/.cache/beatline')
  const folder = join(cache, 'chromium')
  if (!existsSync(join(folder, 'chromium'))) {
    const draft = `${folder}.${String(process.pid)}.tmp`
    mkdirSync(draft, { recursive: true })
    try {
      inflateInto(draft)
      renameSync(draft, folder)
    } catch (error) {
      rmSync(draft, { recursive: true, force: true })
      throw new Error(
        'No Chromium for the browser tests: install one (Debian: apt-get install chromium), ' +
          'or set CHROME_PATH, or run npm ci again so that @sparticuz/chromium is there.',
        { cause: error },
      )
    }
  }
  return {
    executablePath: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'al2023/lib'), FONTCONFIG_PATH: join(folder, 'fonts') },
    needsFont: true,
  }
}

/**
 * The package unpacks into the temporary folder, and its libraries (nss, nspr, expat) only when it believes
 * to be on the cloud function it was made for; a process of its own is told both.
 */
function inflateInto(folder: string): void {
  execFileSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      'import chromium from "@sparticuz/chromium"; await chromium.executablePath()',
    ],
    {
      cwd: findProjectFolder(),
      env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
}
