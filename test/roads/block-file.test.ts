import { mkdtemp, open, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  BlockFileUnusable,
  parseBlocks,
  readBlockFile,
  writeBlockFile,
} from '../../server/roads/block-file.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beatline-block-file-'))
})
afterAll(() => rm(folder, { recursive: true }))

const value = {
  names: ['', 'Hauptstraße', '清华东路'],
  bbox: [8.5, 49.3, 8.8, 49.5],
  arrays: {
    bytes: Uint8Array.of(1, 2, 3),
    none: new Int32Array(0),
    shorts: Uint16Array.of(1, 65_535, 3),
    signed: Int32Array.of(-(2 ** 31), -1, 2 ** 31 - 1),
    unsigned: Uint32Array.of(0, 2 ** 32 - 1),
    real: Float64Array.of(Math.PI, Infinity, -0),
  },
}

async function write(name: string, content: object = value): Promise<string> {
  const path = join(folder, name)
  await writeBlockFile(path, 7, content)
  return path
}

describe('a block file', () => {
  test('gives back what was written, arrays as views of one shared memory', async () => {
    const memory = await readBlockFile(await write('round-trip'), 7)
    const read = parseBlocks(memory) as typeof value
    expect(read).toEqual(value)
    for (const array of Object.values(read.arrays)) {
      expect(array.buffer).toBe(memory)
      expect(array.byteOffset % 8).toBe(0)
    }
  })

  test('holds parts of larger arrays without their surroundings, and blocks larger than a chunk', async () => {
    const large = new Uint8Array(10_000_000).map((_, index) => index % 251)
    const path = await write('parts', { part: large.subarray(5, 8), large })
    const read = parseBlocks(await readBlockFile(path, 7)) as Record<string, Uint8Array>
    expect(read['part']).toEqual(Uint8Array.of(5, 6, 7))
    expect(Buffer.from(read['large'] ?? []).equals(Buffer.from(large))).toBe(true)
  })

  test('is refused when any one byte of it is another', async () => {
    const path = await write('damaged')
    const whole = await readFile(path)
    for (let at = 0; at < whole.length; at++) {
      const damaged = Buffer.from(whole)
      damaged.writeUInt8((whole.readUInt8(at) + 1) % 256, at)
      await writeFile(path, damaged)
      await expect(readBlockFile(path, 7), `byte ${at}`).rejects.toThrow(BlockFileUnusable)
    }
  })

  test('is refused when it is cut off anywhere, or longer than it was', async () => {
    const path = await write('cut')
    const whole = await readFile(path)
    await writeFile(path, Buffer.concat([whole, Buffer.alloc(8)]))
    await expect(readBlockFile(path, 7)).rejects.toThrow(BlockFileUnusable)
    for (let length = whole.length - 1; length >= 0; length -= 1) {
      await writeFile(path, whole.subarray(0, length))
      await expect(readBlockFile(path, 7), `${length} bytes`).rejects.toThrow(BlockFileUnusable)
    }
  })

  test('of another version says what to do', async () => {
    const path = await write('old')
    await expect(readBlockFile(path, 8)).rejects.toThrow(
      'The file has format 7, this version of Beatline reads 8: import the streets again.',
    )
  })

  test('whose writing was interrupted is refused as such', async () => {
    const path = await write('interrupted')
    const whole = await readFile(path)
    // The header is written last.
    await writeFile(path, Buffer.concat([Buffer.alloc(56), whole.subarray(56)]))
    await expect(readBlockFile(path, 7)).rejects.toThrow('its writing was interrupted')
    await truncate(path, 0)
    await expect(readBlockFile(path, 7)).rejects.toThrow(BlockFileUnusable)
  })

  test('is whole even where the disk takes less at a time than it is given', async () => {
    const whole = await readFile(await write('at-once'))
    const other = await open(join(folder, 'at-once'))
    const handles = Object.getPrototypeOf(other) as typeof other
    await other.close()
    const take = Reflect.get(handles, 'write') as (...args: unknown[]) => Promise<unknown>
    const shortened = vi.spyOn(handles, 'write').mockImplementation(function (
      this: unknown,
      bytes: unknown,
      from: unknown,
      length: unknown,
      to: unknown,
    ) {
      return take.call(this, bytes, from, Math.min(Number(length), 7), to)
    } as typeof handles.write)
    try {
      expect(await readFile(await write('in-parts'))).toEqual(whole)
    } finally {
      shortened.mockRestore()
    }
  })

  test('never replaces a file that is there', async () => {
    const path = await write('twice')
    await expect(writeBlockFile(path, 7, {})).rejects.toThrow('EEXIST')
  })
})
