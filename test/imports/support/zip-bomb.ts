import { constants, deflateRawSync } from 'node:zlib'

const MEGABYTE = 2 ** 20

/**
 * A zip of one sheet that is nothing but spaces, a thousandth of its true length.
 * @param declared whether it says that length at once, or streams and leaves it to the end as writers may
 */
export function makeZipBomb(megabytes: number, declared: boolean): Buffer {
  const name = Buffer.from('xl/worksheets/sheet1.xml')
  // A block that ends in a full flush may stand any number of times.
  const block = deflateRawSync(Buffer.alloc(MEGABYTE, ' '), { finishFlush: constants.Z_FULL_FLUSH })
  const blocks = Array.from({ length: megabytes }, () => block)
  const content = Buffer.concat([...blocks, deflateRawSync(Buffer.alloc(0))])
  const sizes = Buffer.alloc(8)
  sizes.writeUInt32LE(content.length, 0)
  sizes.writeUInt32LE(megabytes * MEGABYTE, 4)

  // Version, flags, method, time, date, CRC, sizes, length of the name and of what follows it.
  const head = Buffer.alloc(26)
  head.writeUInt16LE(20, 0)
  head.writeUInt16LE(declared ? 0 : 8, 2)
  head.writeUInt16LE(8, 4)
  if (declared) sizes.copy(head, 14)
  head.writeUInt16LE(name.length, 22)
  const entry = [Buffer.from('PK\x03\x04'), head, name, content]
  if (!declared) entry.push(Buffer.from('PK\x07\x08'), Buffer.alloc(4), sizes)

  const directory = Buffer.alloc(42)
  head.copy(directory, 2, 0, 24)
  sizes.copy(directory, 16)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(1, 4)
  end.writeUInt16LE(1, 6)
  end.writeUInt32LE(4 + directory.length + name.length, 8)
  end.writeUInt32LE(Buffer.concat(entry).length, 12)
  return Buffer.concat([
    ...entry,
    ...[Buffer.from('PK\x01\x02'), directory, name],
    ...[Buffer.from('PK\x05\x06'), end],
  ])
}
