import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { isAbandoned } from '../platform/is-abandoned.ts'
import { Problem } from '../platform/problem.ts'
import { openMap } from './archive/map-file.ts'

/**
 * Writes an upload beside the map in use, looks whether it can be drawn, and only then puts it in its place.
 * What is left of a refused one is thrown away: its sender reads the answer only once all is sent.
 * @throws Problem map-unreadable, input-too-large; the map in use stays
 */
export async function receiveMap(source: Readable, path: string, maxBytes: number): Promise<void> {
  const folder = dirname(path)
  await mkdir(folder, { recursive: true })
  const draft = join(folder, `${randomUUID()}.draft`)
  try {
    // A source that ends with its pipeline would take the connection along, and the answer with it.
    const chunks = source.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>
    await pipeline(limitBytes(chunks, maxBytes), createWriteStream(draft, { flush: true }))
    await requireMap(draft)
    await rename(draft, path)
    await syncFolder(folder)
  } finally {
    source.resume()
    await rm(draft, { force: true })
  }
}

/** Removes what a server that was killed has left of an upload; those that may be under way, on any node, stay. */
export async function removeDrafts(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  const drafts = names.filter((name) => name.endsWith('.draft')).map((name) => join(folder, name))
  for (const draft of drafts) if (await isAbandoned(draft)) await rm(draft, { force: true })
}

async function requireMap(path: string): Promise<void> {
  try {
    const { archive } = await openMap(path, '', 'file')
    await archive.probe().finally(() => archive.close())
  } catch (error) {
    throw new Problem('map-unreadable', error instanceof Error ? error.message : String(error))
  }
}

async function* limitBytes(chunks: AsyncIterable<Buffer>, most: number): AsyncGenerator<Buffer> {
  let seen = 0
  for await (const chunk of chunks) {
    seen += chunk.length
    if (seen > most) throw new Problem('input-too-large', 'larger than MAX_ROADS_MB')
    yield chunk
  }
}

/** So that the new name survives a power cut. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
