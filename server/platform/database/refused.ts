export type RefusalCode =
  | 'data-folder-locked'
  | 'data-folder-unusable'
  | 'database-unreachable'
  | 'database-too-old'
  | 'postgis-missing'
  | 'database-newer'
  | 'migration-changed'
  | 'migration-failed'
  | 'backup-damaged'
  | 'backup-newer'
  | 'database-not-empty'

/** The database cannot be used as asked. The message is for the person who started it: what is wrong and what to do. */
export class DatabaseRefused extends Error {
  override readonly name = 'DatabaseRefused'
  readonly code: RefusalCode

  constructor(code: RefusalCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
