import { Option, type Command } from 'commander'
import { roles, type Role } from '../../shared/auth.ts'
import type { Person, PersonCreated, Team } from '../../shared/people.ts'
import type { Session } from './session.ts'
import { CommandRefused, withOperator } from './operator.ts'

interface AddOptions {
  name: string
  role: Role
  team?: string
  everything?: boolean
}

export function userCommand(program: Command, open: () => Session): void {
  const command = program
    .command('user')
    .description('people who may sign in')
    .addHelpText(
      'after',
      `
Examples:
  beatline user add wang --name 王林 --role supervisor --team T1
  beatline user add li --name 李青 --role planner --everything
  beatline user reset wang
  beatline user list`,
    )
  command
    .command('list')
    .description('who may sign in')
    .action(async () => {
      const session = open()
      await withOperator(session, async (operator) => {
        const people = await operator.request<Person[]>('GET', '/people')
        const lines = people.map(({ login, role, name, active }) =>
          [login ?? '–', role, name, active ? '' : '(inactive)'].join('\t'),
        )
        session.output.result(people, lines.join('\n'))
      })
    })
  command
    .command('add')
    .description('add a person and print their one-time password')
    .argument('<login>')
    .requiredOption('--name <name>', 'as their colleagues call them')
    .addOption(new Option('--role <role>').choices(roles).makeOptionMandatory())
    .option('--team <code>', 'the team’s code')
    .option('--everything', 'may see all teams and areas')
    .action(async (login: string, options: AddOptions) => {
      const session = open()
      await withOperator(session, async (operator) => {
        const teams = await operator.request<Team[]>('GET', '/teams')
        const team = teams.find(({ code }) => code === options.team)
        if (options.team !== undefined && !team)
          throw new CommandRefused(
            `There is no team ${options.team}. Known: ${teams.map(({ code }) => code).join(', ')}`,
          )
        const created = await operator.request<PersonCreated>('POST', '/people', {
          code: login,
          login,
          name: options.name,
          role: options.role,
          ...(team ? { teamId: team.id } : {}),
          ...(options.everything ? { everything: true } : {}),
        })
        showPassword(session, created)
      })
    })
  command
    .command('reset')
    .description('give a person a new one-time password and end their sessions')
    .argument('<login>')
    .action(async (login: string) => {
      const session = open()
      await withOperator(session, async (operator) => {
        const people = await operator.request<Person[]>('GET', '/people')
        const person = people.find((one) => one.login === login)
        if (!person) throw new CommandRefused(`Nobody has the login ${login}.`)
        const reset = await operator.request<PersonCreated>('PATCH', `/people/${person.id}`, {
          resetPassword: true,
        })
        showPassword(session, reset)
      })
    })
}

function showPassword({ output }: Session, created: PersonCreated): void {
  output.result(
    created,
    `login     ${created.person.login ?? ''}\npassword  ${created.oneTimePassword ?? ''}   (to be changed at the first sign-in)`,
  )
}
