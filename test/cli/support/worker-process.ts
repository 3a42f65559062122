import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { findProjectFolder } from '../../../server/platform/project-folder.ts'

export interface WorkerProcess {
  /** Everything printed so far, both streams. */
  output(): string
  /** Ends it with a signal. @returns its exit code, once it is gone */
  stop(signal: NodeJS.Signals): Promise<number | null>
}

/** `beatline worker` as a person starts it, in a process of its own, once it takes searches. */
export async function startWorkerProcess(
  environment: Record<string, string>,
  ...args: string[]
): Promise<WorkerProcess> {
  const { DATABASE_URL, ...inherited } = process.env
  const child = spawn(process.execPath, ['server/beatline.mjs', 'worker', ...args], {
    cwd: findProjectFolder(),
    env: { ...inherited, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  const gone = once(child, 'exit')
  const begun = new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line)
        if (line.startsWith('The worker')) resolve()
      })
    void gone.then(([code]) => {
      reject(new Error(`the worker ended with ${String(code)}:\n${lines.join('\n')}`))
    })
  })
  await begun
  return {
    output: () => lines.join('\n'),
    async stop(signal) {
      child.kill(signal)
      await gone
      return child.exitCode
    },
  }
}
