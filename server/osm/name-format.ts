import { OsmUnreadable } from './osm.ts'

/** Enough of a file's beginning to tell its format. */
export const HEAD = 256

export type Format = 'pbf' | 'xml' | 'gzip'

/** What people pick by mistake, by the bytes that it starts with; the names end "This is …". */
const others: readonly [start: string | readonly number[], name: string][] = [
  ['BZh', 'compressed with bzip2: unpack it, or use the .osm.pbf of the same place'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'compressed with xz: unpack it, or use the .osm.pbf'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'compressed with Zstandard: unpack it, or use the .osm.pbf'],
  ['PK', 'a ZIP archive: unpack it first'],
  ['7z', 'a 7-Zip archive: unpack it first'],
  [[0xff, 0xe0], 'OSM data in the .o5m format: use the .osm.pbf of the same place'],
  [[0xff, 0xfe], 'text in UTF-16: OSM data is written in UTF-8'],
  [[0xfe, 0xff], 'text in UTF-16: OSM data is written in UTF-8'],
  ['PMTiles', 'a file of map tiles (PMTiles), which has no streets to travel on'],
  ['SQLite', 'a database (MBTiles or GeoPackage), which is not OSM data'],
  [[0x89, 0x50, 0x4e, 0x47], 'a picture (PNG)'],
  [[0xff, 0xd8, 0xff], 'a picture (JPEG)'],
  ['%PDF', 'a PDF document'],
  [[0, 0, 0x27, 0x0a], 'a shapefile: use the .osm.pbf of the same place'],
  ['{', 'JSON: use .osm (XML) or .osm.pbf'],
]

/** Tells the format by content: names of files lie. */
export function nameFormat(head: Buffer): Format {
  if (head.length === 0) throw new OsmUnreadable('empty', 'The file is empty.')
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip'
  if (head[0] === 0 && head.includes('OSMHeader')) return 'pbf'
  if (/^\uFEFF?\s*</.test(head.toString('utf8'))) return 'xml'
  const other = others.find(([start]) => startsWith(head, Buffer.from(start as string)))
  throw new OsmUnreadable(
    'foreign',
    other ? `This is ${other[1]}.` : 'This is not OSM data (.osm.pbf, .osm or .osm.gz).',
  )
}

const startsWith = (head: Buffer, start: Buffer) => head.subarray(0, start.length).equals(start)
