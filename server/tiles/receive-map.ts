import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Problem } from '../platform/problem.ts'
import { openMap } from './archive/map-file.ts'

/**
 * Writes an upload beside the map in use, looks whether it can be drawn, and only then puts it in its place.
 * @throws Problem map-unreadable, input-too-large; the map in use stays
 */
export async function receiveMap(source: Readable, path: string, maxBytes: number): Promise<void> {
  const folder = dirname(path)
  await mkdir(folder, { recursive: true })
  const draft = join(folder, `${randomUUID()}.draft`)
  try {
    await pipeline(source, limitBytes(maxBytes), createWriteStream(draft, { flush: true }))
    await requireMap(draft)
    await rename(draft, path)
    await syncFolder(folder)
  } finally {
    await rm(draft, { force: true })
  }
}

async function requireMap(path: string): Promise<void> {
  try {
    const { archive } = await openMap(path, '', 'file')
    await archive.probe().finally(() => archive.close())
  } catch (error) {
    throw new Problem('map-unreadable', error instanceof Error ? error.message : String(error))
  }
}

function limitBytes(most: number): Transform {
  let seen = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, next) {
      seen += chunk.length
      if (seen > most) next(new Problem('input-too-large', 'larger than MAX_ROADS_MB'))
      else next(null, chunk)
    },
  })
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
