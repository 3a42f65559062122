import pg from 'pg'
import { setTimeout as wait } from 'node:timers/promises'
import { connectServer } from './server-engine.ts'

/** Hears what other processes on one PostgreSQL say by `pg_notify`. */
interface Listening {
  close(): Promise<void>
}

const AGAIN_MILLIS = 1000

/**
 * Listens on a connection of its own, which it opens again when it is lost. What was said meanwhile is missed: whoever
 * listens looks now and then by themselves. Not for the embedded database, where everybody is in this process.
 * @param listeners by channel
 */
export function listenToDatabase(
  databaseUrl: string,
  listeners: Readonly<Record<string, (payload: string) => void>>,
): Listening {
  let client: pg.Client | undefined
  let closed = false
  const isOpen = () => !closed

  async function listen(): Promise<void> {
    while (isOpen()) {
      client = new pg.Client({ ...connectServer(databaseUrl).connection, keepAlive: true })
      const lost = new Promise<void>((resolve) => {
        client?.on('error', () => {
          resolve()
        })
        client?.on('end', () => {
          resolve()
        })
      })
      client.on('notification', ({ channel, payload = '' }) => listeners[channel]?.(payload))
      try {
        await client.connect()
        for (const channel of Object.keys(listeners))
          await client.query(`listen ${client.escapeIdentifier(channel)}`)
        await lost
      } catch {
        // The database is gone for now; everybody else says so.
      }
      await client.end().catch(() => undefined)
      if (isOpen()) await wait(AGAIN_MILLIS)
    }
  }

  const over = listen()
  return {
    async close() {
      closed = true
      await client?.end().catch(() => undefined)
      await over
    },
  }
}
