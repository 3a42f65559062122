import { Command, CommanderError } from 'commander'
import { ConfigRefused, readConfig } from '../config.ts'
import { DatabaseRefused } from '../platform/database/index.ts'
import { benchPlanCommand } from './bench-plan.ts'
import { backupCommand, restoreCommand } from './backup.ts'
import { demoCommand, simulateCommand } from './demo.ts'
import { doctorCommand } from './doctor.ts'
import { importCommand } from './import.ts'
import { migrateCommand } from './migrate.ts'
import { CommandRefused } from './operator.ts'
import { optimizeCommand } from './optimize.ts'
import { roadsCommand } from './roads.ts'
import { createOutput, type Session } from './session.ts'
import { ServerRefused } from '../start-server.ts'
import { serveCommand } from './serve.ts'
import { userCommand } from './user.ts'
import { workerCommand } from './worker.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Runs one command.
 * @returns the exit code: 0 done, 1 refused or failed (said in words on standard error), 2 wrong usage
 */
export async function runCommandLine(args: string[], environment: Environment): Promise<number> {
  const program = new Command('beatline')
    .description('A live territory map and a planner of the day’s visits, on your own server.')
    .option('--json', 'print the result as JSON on standard output')
    .showHelpAfterError('(beatline --help shows the commands)')
    .exitOverride()
    .addHelpText(
      'after',
      `
Examples:
  npm start                                          the server on http://127.0.0.1:3000
  npm run beatline -- demo                           fill an empty installation with the demo city
  npm run beatline -- simulate --speed 30            let the field staff walk today's published tours
  npm run beatline -- import retailers shops.xlsx --datum GCJ-02 --dry-run
  npm run beatline -- roads import city.osm.pbf      streets and base map, from OpenStreetMap
  npm run --silent beatline -- optimize problem.json  plan routes: VROOM’s JSON in and out
  npm run beatline -- worker                         plan for servers on other machines (DATABASE_URL)
  npm run --silent beatline -- doctor --json

Settings come from the environment: HOST, PORT, DATA_DIR, DATABASE_URL, REDIS_URL, PUBLIC_URL, TIME_ZONE,
LOG_LEVEL, MAX_UPLOAD_MB, MAX_ROADS_MB, ROAD_ENGINE, ROAD_ENGINE_URL, ROAD_ENGINE_KEY, ROADS_TOKEN (see the README).`,
    )
  const open = (): Session => ({
    config: readConfig(environment),
    output: createOutput(program.opts<{ json?: boolean }>().json === true),
  })
  for (const add of [
    serveCommand,
    workerCommand,
    demoCommand,
    simulateCommand,
    importCommand,
    roadsCommand,
    optimizeCommand,
    benchPlanCommand,
    userCommand,
    migrateCommand,
    backupCommand,
    restoreCommand,
    doctorCommand,
  ])
    add(program, open)

  try {
    await program.parseAsync(args, { from: 'user' })
    return 0
  } catch (error) {
    return explain(error)
  }
}

function explain(error: unknown): number {
  // Commander has printed its own message; help and version are no errors.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (
    error instanceof CommandRefused ||
    error instanceof ConfigRefused ||
    error instanceof DatabaseRefused ||
    error instanceof ServerRefused
  ) {
    console.error(error.message)
    return 1
  }
  console.error(error)
  return 1
}
