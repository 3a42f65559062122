import { runCommandLine } from './cli/index.ts'

/** The only place that reads the environment. */
export function run(args: string[]): Promise<number> {
  return runCommandLine(args, process.env)
}
