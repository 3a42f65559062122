import { InvalidArgumentError, type Command } from 'commander'
import type { Installation } from '../../shared/auth.ts'
import type { Simulation } from '../../shared/simulation.ts'
import { CommandRefused, speakTo, withOperator, type Operator } from './operator.ts'
import type { Output, Session } from './session.ts'

export function demoCommand(program: Command, open: () => Session): void {
  program
    .command('demo')
    .description('fill an empty installation with the fictional demo city')
    .action(async () => {
      const session = open()
      await withOperator(session, (operator) => fillWithDemo(operator, session.output))
    })
}

export function simulateCommand(program: Command, open: () => Session): void {
  program
    .command('simulate')
    .description(
      'let the field staff of a day’s published tours move, as their phones would report it',
    )
    .option('--day <day>', 'YYYY-MM-DD; the field’s today when absent')
    .option('--speed <times>', '1 to 60 times as fast as the clock', readNumber, 10)
    .option('--seed <number>', 'the same seed walks the same day', readNumber)
    .addHelpText('after', '\nExample:\n  beatline simulate --day 2026-11-24 --speed 60')
    .action(async (options: { day?: string; speed: number; seed?: number }) => {
      const session = open()
      await withOperator(session, async (operator) => {
        await operator.request<Simulation>('POST', '/simulation', options)
        await watchSimulation(operator, session.output)
      })
    })
}

async function watchSimulation(operator: Operator, output: Output): Promise<void> {
  for (;;) {
    const simulation = await operator.request<Simulation>('GET', '/simulation')
    output.progress(`${simulation.people} people, ${simulation.sent} messages sent`)
    if (!simulation.running) {
      output.result(simulation, `The day ${simulation.day ?? ''} is over.`)
      return
    }
    await pause(2000)
  }
}

/** Loads the demo city through a server that runs already; says so when there is data in it. */
export async function loadDemo(server: { url: string; token: string }, output: Output) {
  const operator = speakTo(server.url, server.token)
  const { demo, empty } = await operator.request<Installation>('GET', '/installation')
  if (!demo && !empty)
    output.progress('This installation has data of its own: no demo city was loaded.')
  if (empty) await fillWithDemo(operator, output)
}

async function fillWithDemo(operator: Operator, output: Output): Promise<void> {
  await operator.request<Installation>('POST', '/demo', {})
  let step = ''
  for (;;) {
    const { loading, demo, loadingFailed } = await operator.request<Installation>(
      'GET',
      '/installation',
    )
    if (loadingFailed)
      throw new CommandRefused(`The demo city could not be loaded: ${loadingFailed}`)
    if (loading && loading.step !== step) {
      step = loading.step
      output.progress(`Demo city: ${step} (${loading.done}/${loading.total})`)
    }
    if (!loading && demo) break
    await pause(300)
  }
  output.result({ demo: true }, 'The demo city is loaded; a day is planned and published.')
}

function readNumber(text: string): number {
  const value = Number(text)
  if (!Number.isFinite(value)) throw new InvalidArgumentError('not a number')
  return value
}

const pause = (millis: number) => new Promise((done) => setTimeout(done, millis))
