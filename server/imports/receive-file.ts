import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/**
 * Writes an upload below the data folder, lends its path, and removes it whatever happens.
 * @param isWhole asked after the last byte: an upload that was cut off is not used
 */
export async function receiveFile<T>(
  dataDir: string,
  source: Readable,
  isWhole: () => void,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const folder = join(dataDir, 'uploads', 'tmp')
  await mkdir(folder, { recursive: true })
  const path = join(folder, randomUUID())
  try {
    await pipeline(source, createWriteStream(path))
    isWhole()
    return await use(path)
  } finally {
    await rm(path, { force: true })
  }
}
