import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'

/** Why tests with a real Redis cannot run here; undefined when they can. */
export const redisMissing =
  spawnSync('redis-server', ['--version']).status === 0
    ? undefined
    : 'redis-server is not installed (Debian: apt install redis-server)'

/** A private Redis on a free port of this machine that can be stopped and started again. */
export class RedisServer {
  private child: ChildProcess | undefined
  private readonly port: number

  private constructor(port: number) {
    this.port = port
  }

  static async start(): Promise<RedisServer> {
    const server = new RedisServer(await freePort())
    await server.start()
    return server
  }

  get url(): string {
    return `redis://127.0.0.1:${String(this.port)}`
  }

  async start(): Promise<void> {
    const options = { bind: '127.0.0.1', port: String(this.port), save: '', appendonly: 'no' }
    const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])
    const child = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] })
    this.child = child
    for await (const text of child.stdout)
      if (String(text).includes('Ready to accept connections')) break
  }

  async stop(): Promise<void> {
    const { child } = this
    if (!child) return
    this.child = undefined
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
