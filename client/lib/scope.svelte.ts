import { clock } from './clock.svelte.ts'
import { directory } from './directory.svelte.ts'
import { session } from './session.svelte.ts'
import { url } from './url.svelte.ts'

const teamId = $derived.by(() => {
  const chosen = Number(url.query('team'))
  if (directory.team(chosen)) return chosen
  const own = session.me?.teamId ?? undefined
  return directory.team(own) ? own : directory.teams[0]?.id
})
const day = $derived.by(() => {
  const chosen = url.query('day')
  return chosen !== undefined && /^\d{4}-\d\d-\d\d$/.test(chosen) ? chosen : clock.today
})

/** The team and day in view on every screen, kept in the address. */
export const scope = {
  /** The chosen team, else one's own, else the first; undefined only when there is no team. */
  get teamId(): number | undefined {
    return teamId
  },
  chooseTeam(chosen: number): void {
    url.patch({ team: String(chosen), sel: undefined })
  },
  /** The chosen day, else the field's today. */
  get day(): string {
    return day
  },
  chooseDay(chosen: string | undefined): void {
    url.patch({ day: chosen === clock.today ? undefined : chosen })
  },
}
