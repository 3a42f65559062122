import type { Person, Team } from '../../shared/people.ts'
import { deskRoles } from '../../shared/auth.ts'
import { get } from './http.ts'
import { orderInTeams } from './order-in-teams.ts'
import { session } from './session.svelte.ts'

/** The teams and people of the scope, loaded once after signing in. */
class Directory {
  teams = $state.raw<readonly Team[]>([])
  people = $state.raw<readonly Person[]>([])
  readonly #byId = $derived(new Map(this.people.map((person) => [person.id, person])))
  readonly #order = $derived(orderInTeams(this.people))

  async load(): Promise<void> {
    const [teams, people] = await Promise.all([
      get<Team[]>('/teams'),
      session.hasRole(...deskRoles) ? get<Person[]>('/people') : [],
    ])
    this.teams = teams
    this.people = people
  }

  clear(): void {
    this.teams = []
    this.people = []
  }

  person(id: number | null): Person | undefined {
    return id === null ? undefined : this.#byId.get(id)
  }

  team(id: number | undefined): Team | undefined {
    return this.teams.find((team) => team.id === id)
  }

  /** The active field people of a team, in the order of their hues. */
  fieldPeople(teamId: number | undefined): Person[] {
    return this.people.filter(
      (person) =>
        person.teamId === teamId &&
        person.active &&
        (person.role === 'customer-manager' || person.role === 'inspector'),
    )
  }

  /** Place of the person among the field people of the team: chooses the hue. */
  orderOf(personId: number): number {
    return this.#order.get(personId) ?? 0
  }
}

export const directory = new Directory()
