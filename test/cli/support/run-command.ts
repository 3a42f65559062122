import { execFile, type ChildProcess } from 'node:child_process'
import { findProjectFolder } from '../../../server/platform/project-folder.ts'

export interface Ended {
  code: number
  out: string
  err: string
}

/** The command line as a person types it, in a process of its own, on the embedded database. */
export function beatline(dataDir: string, ...args: string[]): Promise<Ended> {
  return startCommand(dataDir, args).ended
}

export function startCommand(dataDir: string, args: string[]) {
  const { DATABASE_URL, ...inherited } = process.env
  let child: ChildProcess | undefined
  const ended = new Promise<Ended>((resolve) => {
    child = execFile(
      process.execPath,
      ['server/beatline.mjs', ...args],
      { cwd: findProjectFolder(), env: { ...inherited, DATA_DIR: dataDir } },
      (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, err })
      },
    )
  })
  return { ended, child }
}
