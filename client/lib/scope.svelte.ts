import { clock } from './clock.svelte.ts'
import { directory } from './directory.svelte.ts'
import { session } from './session.svelte.ts'
import { url } from './url.svelte.ts'

/** The team and day in view on every screen, kept in the address. */
export const scope = {
  /** The chosen team, else one's own, else the first; undefined only when there is no team. */
  get teamId(): number | undefined {
    const chosen = Number(url.query('team'))
    if (directory.team(chosen)) return chosen
    const own = session.me?.teamId ?? undefined
    return directory.team(own) ? own : directory.teams[0]?.id
  },
  chooseTeam(teamId: number): void {
    url.patch({ team: String(teamId), sel: undefined })
  },
  /** The chosen day, else the field's today. */
  get day(): string {
    const day = url.query('day')
    return day !== undefined && /^\d{4}-\d\d-\d\d$/.test(day) ? day : clock.today
  },
  chooseDay(day: string | undefined): void {
    url.patch({ day: day === clock.today ? undefined : day })
  },
}
