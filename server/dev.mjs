// `npm run dev`: the server from its sources, restarted at a change, and vite's own server for the pages in front of it.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

if (process.argv[2] === 'server') {
  const { register } = await import('tsx/esm/api')
  register()
  const { run } = await import('./main.ts')
  process.exitCode = await run(['serve'])
} else {
  const self = fileURLToPath(import.meta.url)
  const watch = ['--watch-path=server', '--watch-path=shared', '--watch-path=migrations']
  const server = spawn(process.execPath, [...watch, self, 'server'], { stdio: 'inherit' })
  process.once('exit', () => server.kill())
  const { createServer } = await import('vite')
  const pages = await createServer({ root: fileURLToPath(new URL('../client', import.meta.url)) })
  await pages.listen()
  pages.printUrls()
}
