import closeWithGrace from 'close-with-grace'
import { InvalidArgumentError, type Command } from 'commander'
import { startWorker } from '../start-worker.ts'
import type { Session } from './session.ts'

export function workerCommand(program: Command, open: () => Session): void {
  program
    .command('worker')
    .description(
      'make the searches of the servers on a shared PostgreSQL, until it is told to stop',
    )
    .option('--name <name>', 'by which people know it; the machine’s when absent')
    .option('--port <n>', 'answer /healthz, /readyz and /metrics there', readPort)
    .addHelpText(
      'after',
      `
It needs DATABASE_URL and nothing else: no streets, no Redis, no data folder. LOG_LEVEL=info logs each search.`,
    )
    .action(async (options: { name?: string; port?: number }) => {
      const { config, output } = open()
      const worker = await startWorker({ config, progress: output.progress, ...options })
      const { name, threads, version } = worker
      const stopped = new Promise<void>((done) => {
        closeWithGrace({ delay: 10_000 }, async ({ err }) => {
          if (err) console.error(err)
          await worker.close()
          done()
        })
      })
      output.result(
        { name, threads, version },
        `The worker ${name} makes ${String(threads)} searches at a time, solver ${version}  (Ctrl+C stops it)`,
      )
      await stopped
    })
}

function readPort(value: string): number {
  const port = Number(value)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('write a number from 0 to 65535')
  return port
}
