import { createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import { databaseOptions } from '../config.ts'
import { openDatabase, restoreDatabase } from '../platform/database/index.ts'
import { readRunningServer } from '../running-server.ts'
import type { Session } from './session.ts'
import { CommandRefused, withOperator } from './operator.ts'

export function backupCommand(program: Command, open: () => Session): void {
  program
    .command('backup')
    .description('write the whole database to one file, while the server runs or not')
    .argument('<file>', 'for example beatline-2026-11-23.backup.gz')
    .action(async (file: string) => {
      const session = open()
      await withOperator(session, async (operator) => {
        const answer = await operator.fetch('/backup')
        if (!answer.body) throw new CommandRefused('The server sent no backup.')
        const draft = `${file}.tmp`
        try {
          await pipeline(answer.body, createWriteStream(draft))
          await rename(draft, file)
        } finally {
          await rm(draft, { force: true })
        }
        const { size } = await stat(file)
        session.output.result({ file, bytes: size }, `${file}: ${(size / 1e6).toFixed(1)} MB`)
      })
    })
}

export function restoreCommand(program: Command, open: () => Session): void {
  program
    .command('restore')
    .description(
      'fill an empty database from a backup of either engine; the server must be stopped',
    )
    .argument('<file>')
    .action(async (file: string) => {
      const { config, output } = open()
      if (await readRunningServer(config.dataDir))
        throw new CommandRefused('Stop the server first: it would not notice the new contents.')
      const database = await openDatabase({ ...databaseOptions(config), progress: output.progress })
      try {
        await restoreDatabase(database.db, file)
        output.result({ restored: file }, `${file} is restored: npm start opens it.`)
      } finally {
        await database.close()
      }
    })
}
