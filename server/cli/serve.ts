import closeWithGrace from 'close-with-grace'
import type { Command } from 'commander'
import { startServer } from '../start-server.ts'
import type { Session } from './session.ts'
import { loadDemo } from './demo.ts'

export function serveCommand(program: Command, open: () => Session): void {
  program
    .command('serve')
    .description('run the server until it is told to stop')
    .option('--demo', 'load the demo city first when the installation is empty')
    .action(async (options: { demo?: boolean }) => {
      const { config, output } = open()
      const server = await startServer({ config, progress: output.progress, announce: true })
      const stopped = new Promise<void>((done) => {
        closeWithGrace({ delay: 10_000 }, async ({ err }) => {
          if (err) console.error(err)
          await server.close()
          done()
        })
      })
      if (server.firstAdministrator) {
        const { login, password } = server.firstAdministrator
        output.progress(
          `\nAn administrator was made for this installation. Sign in once with:\n\n    login     ${login}\n    password  ${password}\n`,
        )
      }
      output.result({ url: server.url }, `Beatline is at ${server.url}  (Ctrl+C stops it)`)
      if (options.demo) await loadDemo({ url: server.url, token: server.operatorToken }, output)
      await stopped
    })
}
