import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'

export type FileFormat = 'csv' | 'xlsx' | 'geojson'

/** What a file is by its first bytes; names lie. A zip is taken for a workbook, `{` for GeoJSON. */
export async function sniffFormat(path: string): Promise<FileFormat> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0)
    const start = buffer.subarray(0, bytesRead)
    if (start.subarray(0, 4).equals(Buffer.from('PK\x03\x04'))) return 'xlsx'
    return start
      .toString('utf8')
      .replace(/^\uFEFF/, '')
      .trimStart()
      .startsWith('{')
      ? 'geojson'
      : 'csv'
  } finally {
    await file.close()
  }
}

/**
 * UTF-8 when every byte of the file says so, else GB18030, what Chinese Windows writes. All of it is read: the first
 * Chinese character may come late.
 */
export async function sniffEncoding(path: string): Promise<'utf-8' | 'gb18030'> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const bytes of createReadStream(path))
      decoder.decode(bytes as Buffer, { stream: true })
    decoder.decode()
    return 'utf-8'
  } catch (error) {
    if (error instanceof TypeError) return 'gb18030'
    throw error
  }
}
