import type { Engine } from './engine.ts'

/** A PostgreSQL server. `TimeZone` is said at connect time, so that no pooled session can lack it. */
export function connectServer(databaseUrl: string): Engine {
  return {
    name: 'PostgreSQL',
    connection: {
      connectionString: databaseUrl,
      connectionTimeoutMillis: 15_000,
      options: '-c TimeZone=UTC -c search_path=public',
      application_name: 'beatline',
    },
    close: () => Promise.resolve(),
  }
}
