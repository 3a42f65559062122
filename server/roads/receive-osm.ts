import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Problem } from '../platform/problem.ts'

export interface OsmUpload {
  readonly dataDir: string
  readonly file: Readable & { readonly truncated?: boolean }
  /** Of the whole request, when the caller has said it. */
  readonly bytes: number | undefined
  readonly tell: (share: number) => void
  readonly signal: AbortSignal
}

/**
 * Writes an upload below DATA_DIR/roads/tmp as it comes in. The file is the caller's to remove; of an upload that was cut
 * off or ended nothing is left.
 * @throws Problem input-too-large
 */
export async function receiveOsm(upload: OsmUpload): Promise<string> {
  const folder = join(upload.dataDir, 'roads', 'tmp')
  await mkdir(folder, { recursive: true })
  const path = join(folder, randomUUID())
  try {
    await pipeline(upload.file, countBytes(upload), createWriteStream(path), {
      signal: upload.signal,
    })
    if (upload.file.truncated) throw new Problem('input-too-large', 'larger than MAX_ROADS_MB')
    return path
  } catch (error) {
    await rm(path, { force: true })
    upload.signal.throwIfAborted()
    throw error
  }
}

function countBytes({ bytes, tell }: OsmUpload): Transform {
  let seen = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, next) {
      seen += chunk.length
      if (bytes) tell(seen / bytes)
      next(null, chunk)
    },
  })
}
