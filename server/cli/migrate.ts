import type { Command } from 'commander'
import { databaseOptions } from '../config.ts'
import { openDatabase } from '../platform/database/index.ts'
import type { Session } from './session.ts'

export function migrateCommand(program: Command, open: () => Session): void {
  program
    .command('migrate')
    .description('bring the database to the newest migration and say which it is')
    .action(async () => {
      const { config, output } = open()
      const database = await openDatabase({ ...databaseOptions(config), progress: output.progress })
      try {
        const description = await database.describe()
        output.result(description, `The database is at migration ${description.migration}.`)
      } finally {
        await database.close()
      }
    })
}
