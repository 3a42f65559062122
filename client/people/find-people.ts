import type { Person } from '../../shared/people.ts'

/** People whose name, code or login contains the text, whatever its case; the inactive only when asked for. */
export function findPeople(people: readonly Person[], text: string, inactive: boolean): Person[] {
  const sought = text.trim().toLocaleLowerCase()
  return people.filter(
    ({ active, name, nameEn, code, login }) =>
      (active || inactive) &&
      [name, nameEn, code, login].some((word) => word?.toLocaleLowerCase().includes(sought)),
  )
}

/** People by team, teams in the order given; those in none come last. */
export function groupByTeam(
  people: readonly Person[],
  teamIds: readonly number[],
): { teamId: number | null; people: Person[] }[] {
  return [...teamIds, null]
    .map((teamId) => ({ teamId, people: people.filter((person) => person.teamId === teamId) }))
    .filter((group) => group.people.length > 0)
}
