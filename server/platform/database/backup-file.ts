import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import type { AppliedMigration } from './migrate.ts'
import { DatabaseRefused } from './refused.ts'

/**
 * A backup is gzip over lines of JSON: a header, then for each table a heading and its rows, the sequences, a trailer.
 * A row is an array of the columns' PostgreSQL text (exact for every type; geometry is EWKB hex), null for null.
 */
export interface BackupHeader {
  kind: 'beatline-backup'
  version: number
  createdAt: string
  migrations: AppliedMigration[]
}

export interface TableHeading {
  table: string
  columns: { name: string; type: string }[]
}

export interface SequenceLine {
  sequence: string
  value: string
  called: boolean
}

/** SHA-256 of all lines before this one, so that a damaged or cut file is known before anything is written. */
export interface BackupTrailer {
  end: 'beatline-backup'
  rows: number
  sha256: string
}

export type BackupRow = (string | null)[]
export type BackupLine = BackupRow | TableHeading | SequenceLine | BackupTrailer

export const backupVersion = 1

/** Lines of a gzipped file. Not node:readline, which also splits at U+2028, legal inside JSON. */
export async function* readLines(file: string): AsyncGenerator<string> {
  const source = createReadStream(file)
  const gunzip = createGunzip()
  source.once('error', (error) => gunzip.destroy(error))
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of source.pipe(gunzip) as AsyncIterable<Buffer>) {
    let start = 0
    for (let end; (end = chunk.indexOf(10, start)) >= 0; start = end + 1) {
      yield Buffer.concat([rest, chunk.subarray(start, end)]).toString()
      rest = Buffer.alloc(0)
    }
    rest = Buffer.concat([rest, chunk.subarray(start)])
  }
  if (rest.length > 0) yield rest.toString()
}

/**
 * Reads a backup to its end.
 * @throws DatabaseRefused backup-damaged, backup-newer
 */
export async function verifyBackup(file: string): Promise<BackupHeader> {
  const damaged = (reason: string, cause?: unknown) =>
    new DatabaseRefused('backup-damaged', `${file} is not a whole backup: ${reason}`, { cause })
  const hash = createHash('sha256')
  let header: BackupHeader | undefined
  let rows = 0
  let last = ''
  try {
    for await (const line of readLines(file)) {
      if (header) hash.update(`${last}\n`)
      header ??= JSON.parse(line) as BackupHeader
      if (line.startsWith('[')) rows += 1
      last = line
    }
  } catch (cause) {
    throw damaged((cause as Error).message, cause)
  }
  if (header?.kind !== 'beatline-backup') throw damaged('it was not written by "beatline backup".')
  if (header.version > backupVersion)
    throw new DatabaseRefused(
      'backup-newer',
      `${file} was written by a newer Beatline: use that one.`,
    )
  const trailer = readTrailer(last)
  if (!trailer) throw damaged('its end is missing; it was cut off.')
  if (trailer.rows !== rows || trailer.sha256 !== hash.digest('hex'))
    throw damaged('its content is not what was written.')
  return header
}

function readTrailer(line: string): BackupTrailer | undefined {
  if (!line.startsWith('{')) return undefined
  const trailer = JSON.parse(line) as Partial<BackupTrailer>
  return trailer.end === 'beatline-backup' ? (trailer as BackupTrailer) : undefined
}
