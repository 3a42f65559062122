import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Where the server of a data folder listens, and the secret its own command line shows. */
export interface RunningServer {
  readonly pid: number
  readonly url: string
  readonly token: string
}

const fileOf = (dataDir: string) => join(dataDir, 'server.json')

/** Leaves word for the command line; only this user can read it. */
export async function announceServer(dataDir: string, server: RunningServer): Promise<void> {
  await mkdir(dataDir, { recursive: true })
  const draft = `${fileOf(dataDir)}.tmp`
  await writeFile(draft, JSON.stringify(server), { mode: 0o600 })
  await chmod(draft, 0o600)
  await rename(draft, fileOf(dataDir))
}

export async function withdrawServer(dataDir: string): Promise<void> {
  await rm(fileOf(dataDir), { force: true })
}

/** The server of this data folder, if it is alive and answers. */
export async function readRunningServer(dataDir: string): Promise<RunningServer | undefined> {
  let server: RunningServer
  try {
    server = JSON.parse(await readFile(fileOf(dataDir), 'utf8')) as RunningServer
    process.kill(server.pid, 0)
  } catch {
    return undefined
  }
  try {
    const answer = await fetch(`${server.url}/healthz`, { signal: AbortSignal.timeout(5000) })
    return answer.ok ? server : undefined
  } catch {
    return undefined
  }
}
