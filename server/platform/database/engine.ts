import type { PoolConfig } from 'pg'

/** Where the database runs, and all that differs between the two. */
export interface Engine {
  /** For people: "PGlite 0.5.8 (embedded)", "PostgreSQL". */
  name: string
  /** How `pg` reaches it. */
  connection: PoolConfig
  close(): Promise<void>
}
