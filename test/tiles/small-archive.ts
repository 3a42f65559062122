import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { zxyToTileId } from 'pmtiles'
import { TileFile } from '../../server/tiles/encode/write-tile-file.ts'

const PLAIN = 1
const PNG = 2

/**
 * A map file of somebody else's making: one tile at the top and these layers in its description.
 * @param picture instead of a vector tile
 * @param below a second tile as it is stored, at 1/0/0
 */
export async function smallArchive(
  layers: readonly string[],
  picture?: Buffer,
  below?: Buffer,
): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'beatline-archive-'))
  try {
    const path = join(folder, 'map')
    const file = await TileFile.create(path)
    await file.add(zxyToTileId(0, 0, 0), picture ?? gzipSync('\x1a\x00'))
    if (below) await file.add(zxyToTileId(1, 0, 0), below)
    const metadata = {
      attribution: '© somebody',
      vector_layers: layers.map((id) => ({ id, fields: {} })),
    }
    await file.finish({ bbox: [116, 36, 118, 37], minZoom: 0, maxZoom: 15, metadata })
    const archive = readFileSync(path)
    if (!picture) return archive
    return withByte(withByte(archive, headerByte.tiles, PLAIN), headerByte.type, PNG)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Bytes of the header that tell what tiles are, and how they and the directories are packed. */
export const headerByte = { directories: 97, tiles: 98, type: 99 }

/** The same with one byte of its header changed. */
export function withByte(archive: Buffer, at: number, value: number): Buffer {
  const changed = Buffer.from(archive)
  changed[at] = value
  return changed
}
