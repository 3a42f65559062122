// Builds the server (rolldown) and the client (vite) into dist/, and does nothing when dist/ is current.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const stampFile = join(root, 'dist/stamp')

/** @param {(message: string) => void} [progress] */
export async function build(progress = () => undefined) {
  const stamp = hashSources()
  if (readStamp() === stamp) return
  const started = Date.now()
  progress('Building the server and the pages (first start, or sources changed) …')
  rmSync(stampFile, { force: true })
  await buildServer()
  await Promise.all([buildClient(), prepareDatabase(progress)])
  writeFileSync(stampFile, stamp)
  progress(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s.`)
}

export async function buildServer() {
  const { rolldown } = await import('rolldown')
  const bundle = await rolldown({
    input: [
      join(root, 'server/main.ts'),
      join(root, 'server/platform/database/index.ts'),
      ...workers(join(root, 'server')),
    ],
    platform: 'node',
    external: (id) => !id.startsWith('.') && !id.startsWith('/'),
    logLevel: 'warn',
  })
  await bundle.write({
    dir: join(root, 'dist'),
    format: 'esm',
    preserveModules: true,
    preserveModulesRoot: root,
    sourcemap: true,
    entryFileNames: '[name].js',
  })
}

/** The embedded database's files take some seconds once: made on the second core while the pages are built. */
async function prepareDatabase(progress) {
  if (process.env.DATABASE_URL) return
  const { prepareEmbedded } = await import('../dist/server/platform/database/index.js')
  await prepareEmbedded(progress)
}

async function buildClient() {
  const { build: viteBuild } = await import('vite')
  await viteBuild({ root: join(root, 'client'), logLevel: 'warn' })
}

function workers(folder) {
  return filesBelow(folder).filter((file) => file.endsWith('-worker.ts'))
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

function hashSources() {
  const hash = createHash('sha256')
  const files = ['server', 'shared', 'client'].flatMap((folder) => filesBelow(join(root, folder)))
  files.push(join(root, 'package-lock.json'), join(root, 'package.json'))
  for (const file of files.toSorted())
    hash.update(file.slice(root.length)).update(readFileSync(file))
  return hash.digest('hex')
}

function readStamp() {
  try {
    return readFileSync(stampFile, 'utf8')
  } catch {
    return undefined
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href)
  await build((message) => console.error(message))
