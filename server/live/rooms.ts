import type { Audience } from '../platform/announce.ts'

/** Rooms are chosen by the server only; a client asks to watch a team and never names a room. */
export const roomOf = {
  team: (teamId: number) => `team:${String(teamId)}`,
  person: (personId: number) => `person:${String(personId)}`,
  role: (role: string) => `role:${role}`,
}

/** The rooms of everyone who may hear something. */
export function roomsOf({ teamIds = [], personIds = [], roles = [] }: Audience): string[] {
  return [...teamIds.map(roomOf.team), ...personIds.map(roomOf.person), ...roles.map(roomOf.role)]
}
