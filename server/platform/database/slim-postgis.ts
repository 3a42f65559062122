import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { Extension } from '@electric-sql/pglite'

/** The package also carries raster, topology and tiger: 16 MB of WebAssembly each, compiled at every start. */
const kept =
  /^(lib\/postgresql\/postgis-3\.so|share\/proj\/.+|share\/postgresql\/extension\/postgis(\.control|--[\d.]+\.sql))$/

const block = 512

/** Repacks the PostGIS of the npm package with only what Beatline runs; returns a .tar.gz. */
export async function packSlimPostgis(): Promise<Buffer> {
  const packaged = dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite-postgis'))
  const tar = await promisify(gunzip)(await readFile(join(packaged, 'postgis.tar.gz')))
  const entries = [...readEntries(tar)].filter(({ name }) => kept.test(name))
  if (!entries.some(({ name }) => name.endsWith('.so')))
    throw new Error('@electric-sql/pglite-postgis is packed differently from 0.2.8')
  // Read at every start: quick to unpack counts for more than small.
  return promisify(gzip)(
    Buffer.concat([...entries.map(({ raw }) => raw), Buffer.alloc(2 * block)]),
    {
      level: 1,
    },
  )
}

/** Entries of a ustar archive, each with its header and padding, ready to be put into another. */
function* readEntries(tar: Buffer): Generator<{ name: string; raw: Buffer }> {
  for (let start = 0; tar[start];) {
    const name = readField(tar, start, 100)
    const size = Number.parseInt(readField(tar, start + 124, 12), 8)
    const end = start + block * (1 + Math.ceil(size / block))
    yield { name, raw: tar.subarray(start, end) }
    start = end
  }
}

const readField = (tar: Buffer, start: number, length: number) =>
  tar.toString('latin1', start, start + length).replace(/\0.*$/s, '')

/** PGlite's description of the extension, as in its own package but for the bundle and the raster settings. */
export const slimPostgis = (bundle: string): Extension => ({
  name: 'postgis',
  setup: (_database, emscriptenOpts: { PGLITE_ENV: Record<string, string> }) => {
    emscriptenOpts.PGLITE_ENV['PROJ_DATA'] = '/pglite/share/proj'
    return Promise.resolve({ emscriptenOpts, bundlePath: pathToFileURL(bundle) })
  },
})
