import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'

/**
 * A file that holds one value: plain JSON in which typed arrays stand. Read into shared memory as it is, so that any
 * number of threads look at the same bytes. Numbers are little-endian, as on every machine Node is built for but one.
 *
 *     0  "BEATROAD"
 *     8  format version, length of the table (uint32 each)
 *    16  length of the file (uint64)
 *    24  SHA-256 of all other bytes
 *    56  table: the value as JSON, `{"$array", "at", "length"}` for each typed array; then the arrays, each aligned to 8
 */
const MAGIC = 'BEATROAD'
const DIGEST_AT = 24
const TABLE_AT = 56
const CHUNK_BYTES = 4 * 2 ** 20

/** The file cannot be used. The message is for people. */
export class BlockFileUnusable extends Error {
  override name = 'BlockFileUnusable'
}

const arrayTypes = { Uint8Array, Uint16Array, Int32Array, Uint32Array, Float64Array }
type ArrayType = keyof typeof arrayTypes
type Block = InstanceType<(typeof arrayTypes)[ArrayType]>
type BlockConstructor = new (memory: SharedArrayBuffer, at: number, length: number) => Block

/** `at` counts from the first array, because the table's own length is not known while it is written. */
interface BlockEntry {
  readonly $array: ArrayType
  readonly at: number
  readonly length: number
}

/** Writes through to the disk. A file that was interrupted has no header, and is refused. */
export async function writeBlockFile(path: string, version: number, value: object): Promise<void> {
  const { table, blocks } = layOut(value)
  const begin = alignTo8(TABLE_AT + table.byteLength)
  const end = blocks.reduce((at, block) => at + alignTo8(block.byteLength), begin)
  const header = Buffer.alloc(TABLE_AT)
  header.write(MAGIC, 'latin1')
  header.writeUInt32LE(version, 8)
  header.writeUInt32LE(table.byteLength, 12)
  header.writeBigUInt64LE(BigInt(end), 16)

  const hash = createHash('sha256').update(header.subarray(0, DIGEST_AT))
  const file = await open(path, 'wx')
  try {
    let at = TABLE_AT
    for (const bytes of [table, ...blocks]) {
      const padding = alignTo8(at + bytes.byteLength) - at - bytes.byteLength
      for (const chunk of [...chunksOf(bytes), new Uint8Array(padding)]) {
        hash.update(chunk)
        await writeFully(file, chunk, at)
        at += chunk.byteLength
      }
    }
    header.set(hash.digest(), DIGEST_AT)
    await writeFully(file, header, 0)
    await file.sync()
  } finally {
    await file.close()
  }
}

/**
 * The bytes of a whole, unchanged file of this version.
 * @throws BlockFileUnusable
 */
export async function readBlockFile(path: string, version: number): Promise<SharedArrayBuffer> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const memory = new SharedArrayBuffer(size)
    const bytes = new Uint8Array(memory)
    await readFully(file, bytes.subarray(0, Math.min(size, TABLE_AT)), 0)
    checkHeader(bytes, version)
    const hash = createHash('sha256').update(bytes.subarray(0, DIGEST_AT))
    let at = TABLE_AT
    for (const chunk of chunksOf(bytes.subarray(TABLE_AT))) {
      await readFully(file, chunk, at)
      hash.update(chunk)
      at += chunk.byteLength
    }
    if (hash.digest().compare(bytes, DIGEST_AT, TABLE_AT) !== 0)
      throw new BlockFileUnusable('The file is damaged: its checksum does not fit its content.')
    return memory
  } finally {
    await file.close()
  }
}

/** The value written, its arrays as views of the memory. */
export function parseBlocks(memory: SharedArrayBuffer): unknown {
  const length = new Uint32Array(memory, 12, 1)[0] as number
  const begin = alignTo8(TABLE_AT + length)
  // TextDecoder refuses shared memory, hence the copy.
  const table = Buffer.from(new Uint8Array(memory, TABLE_AT, length).slice()).toString('utf8')
  return JSON.parse(table, (_name, value: unknown) =>
    isEntry(value)
      ? new (arrayTypes[value.$array] as BlockConstructor)(memory, begin + value.at, value.length)
      : value,
  )
}

function layOut(value: object): { table: Uint8Array; blocks: Uint8Array[] } {
  const blocks: Uint8Array[] = []
  let at = 0
  const text = JSON.stringify(value, (_name, part: unknown) => {
    if (!ArrayBuffer.isView(part)) return part
    const { buffer, byteOffset, byteLength, length } = part as Block
    blocks.push(new Uint8Array(buffer, byteOffset, byteLength))
    const entry: BlockEntry = { $array: typeOf(part), at, length }
    at += alignTo8(byteLength)
    return entry
  })
  return { table: Buffer.from(text, 'utf8'), blocks }
}

function typeOf(array: ArrayBufferView): ArrayType {
  const name = array.constructor.name
  if (name in arrayTypes) return name as ArrayType
  throw new TypeError(`${name} has no place in a block file`)
}

const isEntry = (value: unknown): value is BlockEntry =>
  typeof value === 'object' && value !== null && '$array' in value

const alignTo8 = (length: number) => Math.ceil(length / 8) * 8

function* chunksOf(bytes: Uint8Array): Iterable<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += CHUNK_BYTES)
    yield bytes.subarray(at, at + CHUNK_BYTES)
}

/** One write may take less than it is given, on a disk that is nearly full or above 2 GiB. */
async function writeFully(file: FileHandle, bytes: Uint8Array, to: number): Promise<void> {
  for (let done = 0; done < bytes.byteLength;)
    done += (await file.write(bytes, done, bytes.byteLength - done, to + done)).bytesWritten
}

async function readFully(file: FileHandle, into: Uint8Array, from: number): Promise<void> {
  for (let done = 0; done < into.byteLength;) {
    const { bytesRead } = await file.read(into, done, into.byteLength - done, from + done)
    if (bytesRead === 0) throw new BlockFileUnusable('The file is cut off.')
    done += bytesRead
  }
}

function checkHeader(bytes: Uint8Array, version: number): void {
  const header = Buffer.from(bytes.slice(0, TABLE_AT))
  if (header.toString('latin1', 0, MAGIC.length) !== MAGIC)
    throw new BlockFileUnusable('This is not a file of streets, or its writing was interrupted.')
  if (header.byteLength < TABLE_AT) throw new BlockFileUnusable('The file is cut off.')
  const written = header.readUInt32LE(8)
  if (written !== version)
    throw new BlockFileUnusable(
      `The file has format ${written}, this version of Beatline reads ${version}: import the streets again.`,
    )
  if (header.readBigUInt64LE(16) !== BigInt(bytes.byteLength))
    throw new BlockFileUnusable('The file is cut off.')
}
