export { backupDatabase } from './backup.ts'
export { listenToDatabase } from './listen.ts'
export { openDatabase } from './open-database.ts'
export type { Database, Db } from './open-database.ts'
export { DatabaseRefused } from './refused.ts'
export { restoreDatabase } from './restore.ts'
/** For build.mjs.
 * @public */
export { prepareEmbedded } from './template.ts'
