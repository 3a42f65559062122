import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { InvalidArgumentError, type Command } from 'commander'
import type { SearchLimits } from '../../shared/optimizer-input.ts'
import type {
  OptimizeEvent,
  SearchImprovement,
  VroomError,
  VroomSolution,
} from '../../shared/optimizer.ts'
import {
  needsRoads,
  openExplainer,
  openRouteTimer,
  openSearchDesk,
  optimize,
  readRequest,
  writeRefusal,
  type SearchCaps,
} from '../optimizer/index.ts'
import { openSolverPool } from '../optimizer/index.ts'
import { CommandRefused, withOperator, type Operator } from './operator.ts'
import { isPlanProblem, solvePlanProblem } from './optimize-plan.ts'
import type { Output, Session } from './session.ts'

/** On one's own machine only the machine is a limit. */
const caps: SearchCaps = {
  tasks: Infinity,
  vehicles: Infinity,
  choices: Infinity,
  skills: Infinity,
  windows: Infinity,
  seconds: 86_400,
  iterations: 1e12,
  threads: 2,
  explaining: Infinity,
}

export function optimizeCommand(program: Command, open: () => Session): void {
  program
    .command('optimize')
    .description(
      'plan the routes of a problem in VROOM’s JSON, or find a plan’s tours again; answers JSON',
    )
    .argument('<problem.json>', '- for standard input')
    .option('--seconds <s>', 'search so long', readNumber)
    .option('--threads <n>', 'search side by side', readNumber)
    .option('--seed <k>', 'the same seed gives the same answer', readNumber)
    .option('--iterations <n>', 'search so many rounds', readNumber)
    .addHelpText(
      'after',
      `
Examples:
  beatline optimize problem.json --seconds 5 > routes.json
  cat problem.json | beatline optimize -
  beatline optimize plan-2026-03-02-v1.problem.json  what GET /plans/:id/problem gave: the same tours again

Problems with matrices need no server. Without, travel comes from the running server, or from the streets of DATA_DIR.`,
    )
    .action(async (path: string, limits: SearchLimits) => {
      const session = open()
      const controller = new AbortController()
      const cancel = () => {
        session.output.progress('Ending the search …')
        controller.abort()
      }
      process.once('SIGINT', cancel)
      try {
        const body = await readProblem(path)
        if (isPlanProblem(body))
          await solvePlanProblem(session.output, body, limits, controller.signal)
        else print(await answer(session, addLimits(body, limits), controller.signal))
      } finally {
        process.off('SIGINT', cancel)
      }
    })
}

async function readProblem(path: string): Promise<unknown> {
  const content = await (path === '-' ? text(process.stdin) : readFile(path, 'utf8')).catch(() => {
    throw new CommandRefused(`${path} cannot be read.`)
  })
  try {
    return JSON.parse(content)
  } catch (error) {
    throw new CommandRefused(`${path} is not JSON: ${(error as Error).message}`)
  }
}

/** What is typed goes before what the file says. */
function addLimits(body: unknown, limits: SearchLimits): unknown {
  if (typeof body !== 'object' || body === null || Object.keys(limits).length === 0) return body
  const { options } = body as { options?: { beatline?: object } }
  return { ...body, options: { ...options, beatline: { ...options?.beatline, ...limits } } }
}

async function answer(
  session: Session,
  body: unknown,
  signal: AbortSignal,
): Promise<VroomSolution | VroomError> {
  try {
    const request = readRequest(body)
    if (needsRoads(request)) return await askServer(session, body as object, signal)
    const pool = openSolverPool()
    const explainer = openExplainer()
    const timer = openRouteTimer()
    try {
      const desk = openSearchDesk(pool, caps.threads)
      const onImprovement = (news: SearchImprovement) => {
        tell(session.output, news)
      }
      return await optimize(request, { desk, explainer, timer, caps }, { onImprovement, signal })
    } finally {
      await Promise.all([pool.close(), explainer.close(), timer.close()])
    }
  } catch (error) {
    if (error instanceof CommandRefused) throw error
    if (signal.aborted) throw new CommandRefused('Ended without an answer.')
    return writeRefusal(error)
  }
}

async function askServer(session: Session, body: object, signal: AbortSignal) {
  let answered: VroomSolution | VroomError | undefined
  await withOperator(session, async (operator: Operator) => {
    for await (const event of operator.stream<OptimizeEvent>('/optimize', body, signal)) {
      if (event.type === 'improvement') tell(session.output, event)
      else answered = event.type === 'solution' ? event.solution : event.error
    }
  })
  if (!answered) throw new CommandRefused('The server ended without an answer.')
  return answered
}

function tell(output: Output, { elapsed, cost, unassigned }: SearchImprovement): void {
  const seconds = (elapsed / 1000).toFixed(1)
  output.progress(`${seconds} s: cost ${String(Math.round(cost))}, ${String(unassigned)} left out`)
}

/** VROOM prints refusals as JSON, too; the exit code tells. */
function print(answered: VroomSolution | VroomError): void {
  console.log(JSON.stringify(answered, null, 2))
  if (answered.code !== 0) throw new CommandRefused(`${answered.error} (${answered.problem})`)
}

function readNumber(value: string): number {
  const number = Number(value)
  if (value.trim() === '' || !Number.isFinite(number))
    throw new InvalidArgumentError('not a number')
  return number
}
