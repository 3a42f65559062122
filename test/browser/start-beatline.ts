import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { findProjectFolder } from '../../server/platform/project-folder.ts'

export interface Beatline {
  readonly url: string
  readonly pid: number
  readonly dataDir: string
  /** Everything printed so far, both streams. */
  output(): string
  /** Ends the process with a signal and waits for it. */
  stop(signal?: NodeJS.Signals): Promise<void>
  /** Removes the data folder. */
  remove(): void
}

/**
 * Starts the product as a person does, in a process of its own, on an empty or given data folder.
 * @param dataDir a folder of an earlier start, to start again on it
 */
export async function startBeatline(
  dataDir = mkdtempSync(join(tmpdir(), 'beatline-')),
  environment: Record<string, string> = {},
): Promise<Beatline> {
  const { DATABASE_URL, ...inherited } = process.env
  const child = spawn(process.execPath, ['server/beatline.mjs', 'serve'], {
    cwd: findProjectFolder(),
    env: { ...inherited, DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  const url = await listeningAddress(child, lines)
  return {
    url,
    pid: child.pid ?? 0,
    dataDir,
    output: () => lines.join('\n'),
    stop: (signal = 'SIGTERM') => stop(child, signal),
    remove: () => rmSync(dataDir, { recursive: true, force: true }),
  }
}

function listeningAddress(child: ChildProcess, lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line)
        const url = /Beatline is at (\S+)/.exec(line)?.[1]
        if (url !== undefined) resolve(url)
      })
    }
    child.once('exit', (code) => {
      reject(new Error(`the server ended with ${String(code)}:\n${lines.join('\n')}`))
    })
  })
}

function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => {
      resolve()
    })
    child.kill(signal)
  })
}
