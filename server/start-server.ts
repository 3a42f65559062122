import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { buildApp } from './app.ts'
import { ensureAdministrator } from './auth/index.ts'
import { databaseOptions, type Config } from './config.ts'
import { restoreClock } from './installation/index.ts'
import { ensureDefaultPolicies } from './planning/index.ts'
import { createBus } from './platform/bus.ts'
import { openDatabase } from './platform/database/index.ts'
import { findProjectFolder } from './platform/project-folder.ts'
import { announceServer, withdrawServer } from './running-server.ts'

export interface StartOptions {
  config: Config
  progress: (message: string) => void
  /** Whether other commands may find this server by its data folder. */
  announce: boolean
}

export interface Server {
  readonly url: string
  readonly operatorToken: string
  /** The administrator made for a fresh installation: to be printed once. */
  readonly firstAdministrator: { login: string; password: string } | undefined
  close: () => Promise<void>
}

/** Opens the database, builds the app and listens. What was opened is closed again when any step fails. */
export async function startServer({ config, progress, announce }: StartOptions): Promise<Server> {
  const database = await openDatabase({ ...databaseOptions(config), progress })
  const { db } = database
  const operatorToken = randomBytes(32).toString('base64url')
  const clientDir = join(findProjectFolder(), 'dist/client')
  try {
    const bus = createBus()
    const clock = await restoreClock(db, bus.announce)
    await ensureDefaultPolicies(db)
    const firstAdministrator = await ensureAdministrator(db)
    const { http } = await buildApp({
      config,
      db,
      clock,
      bus,
      operatorToken,
      ...(existsSync(clientDir) ? { clientDir } : {}),
    })
    await http.listen({ host: config.host, port: config.port }).catch(explainListenError(config))
    const { port } = http.server.address() as AddressInfo
    const url = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`
    const local = ['0.0.0.0', '::'].includes(config.host) ? `http://127.0.0.1:${port}` : url
    if (announce)
      await announceServer(config.dataDir, { pid: process.pid, url: local, token: operatorToken })
    return {
      url: local,
      operatorToken,
      firstAdministrator,
      async close() {
        if (announce) await withdrawServer(config.dataDir)
        await http.close()
        await database.close()
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** The server cannot take its place, in words that say what to do. */
export class ServerRefused extends Error {
  override name = 'ServerRefused'
}

function explainListenError({ host, port }: Config) {
  return (error: NodeJS.ErrnoException): never => {
    const place = `${host}:${String(port)}`
    if (error.code === 'EADDRINUSE')
      throw new ServerRefused(
        `Something else listens on ${place}. Stop it, or choose another PORT.`,
      )
    if (error.code === 'EACCES')
      throw new ServerRefused(`${place} needs more rights than yours. Choose a PORT above 1023.`)
    if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
      throw new ServerRefused(
        `${host} is no address of this machine. Write HOST=127.0.0.1 or 0.0.0.0.`,
      )
    throw error
  }
}
