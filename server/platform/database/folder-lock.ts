import { randomUUID } from 'node:crypto'
import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimes,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { DatabaseRefused } from './refused.ts'

/** Who holds a data folder, as written in its lock file. */
interface Holder {
  pid: number
  host: string
  /** Start of that process in clock ticks since boot, so that a reused pid is not taken for it; '' where unknown. */
  born: string
  since: string
  /** Tells two openings by one process apart. */
  id: string
}

const beatMs = 5_000
const silentMs = 6 * beatMs

/**
 * Takes the data folder for this process alone: PGlite has no lock of its own, and two of them lose each other's rows.
 * A holder on this machine is looked up; one elsewhere (a container that shares the folder) is alive while it touches
 * the file.
 * @returns how to let go of it
 * @throws DatabaseRefused data-folder-locked, data-folder-unusable
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, 'database.lock')
  const own: Holder = {
    pid: process.pid,
    host: hostname(),
    born: readBirth(process.pid),
    since: new Date().toISOString(),
    id: randomUUID(),
  }
  const draft = `${path}.${own.id}`
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(draft, JSON.stringify(own))
  } catch (cause) {
    throw new DatabaseRefused(
      'data-folder-unusable',
      `Cannot write in the data folder ${folder}: ${String(cause)}. Give this user the folder or set DATA_DIR.`,
      { cause },
    )
  }
  try {
    while (!linkIfAbsent(draft, path)) removeIfStale(path, draft)
  } finally {
    rmSync(draft, { force: true })
  }
  const beat = setInterval(() => {
    const now = new Date()
    // A folder deleted under a running database is not this timer's to report.
    utimes(path, now, now, () => undefined)
  }, beatMs).unref()
  return () => {
    clearInterval(beat)
    if (readHolder(path)?.id === own.id) rmSync(path)
  }
}

/** Publishes the whole file at once, or not at all. */
function linkIfAbsent(draft: string, path: string): boolean {
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function removeIfStale(path: string, draft: string): void {
  const holder = readHolder(path)
  if (!holder) return
  if (isAlive(holder, path, draft))
    throw new DatabaseRefused(
      'data-folder-locked',
      `The data folder is in use by process ${String(holder.pid)} on ${holder.host} since ${holder.since} ` +
        `(${path}). Stop that one first, or set DATA_DIR to another folder.`,
    )
  // Of several who found it stale only one can move it; whoever moved a newer lock instead puts it back.
  const aside = `${draft}.stale`
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  if (readHolder(aside)?.id !== holder.id) linkIfAbsent(aside, path)
  rmSync(aside)
}

function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function isAlive(holder: Holder, path: string, draft: string): boolean {
  // Both times are the file system's own, so that the clocks of two machines need not agree.
  if (holder.host !== hostname()) return statSync(draft).mtimeMs - statSync(path).mtimeMs < silentMs
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  return holder.born === readBirth(holder.pid)
}

/** Field 22 of /proc/PID/stat; the name in field 2 may hold spaces and brackets. */
function readBirth(pid: number): string {
  try {
    const line = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
    const [state, ...rest] = line.slice(line.lastIndexOf(')') + 2).split(' ')
    return state === 'Z' ? 'ended' : (rest[18] ?? '')
  } catch {
    return ''
  }
}
