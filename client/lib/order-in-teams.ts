import type { Person } from '../../shared/people.ts'

/** Each field person's place in their own team, by id: it never changes when somebody is added. */
export function orderInTeams(people: readonly Person[]): Map<number, number> {
  const order = new Map<number, number>()
  const counts = new Map<number | null, number>()
  for (const { id, teamId, role } of people.toSorted((a, b) => a.id - b.id)) {
    if (role !== 'customer-manager' && role !== 'inspector') continue
    const count = counts.get(teamId) ?? 0
    order.set(id, count)
    counts.set(teamId, count + 1)
  }
  return order
}
