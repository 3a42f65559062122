import type { Horizon } from '../../../shared/horizon.ts'
import type { Plan } from '../../../shared/planning.ts'
import { MONDAY, type SmallTeam } from './small-team.ts'

/** Plans so many working days as one. */
export async function planHorizon(
  { boss, teamId }: SmallTeam,
  days: number,
  { from = MONDAY, seconds = 2 } = {},
): Promise<Horizon> {
  const answer = await boss.send('POST', '/plans/horizon', { teamId, from, days, seconds })
  if (answer.statusCode !== 202) throw new Error(answer.body)
  return answer.json()
}

/** Once nobody improves it any more. */
export async function untilHorizonIsOver(team: SmallTeam, { id }: Horizon): Promise<Horizon> {
  const now = (await team.boss.get(`/plans/horizon/${String(id)}`)).json<Horizon>()
  if (!now.run) return now
  await new Promise<void>((resolve) => {
    const stop = team.world.bus.subscribe(({ event, payload: [news] }) => {
      if (event !== 'plan:improved' || (news as { state: string }).state === 'improving') return
      stop()
      resolve()
    })
  })
  return untilHorizonIsOver(team, now)
}

/** The plans of its days, first to last. */
export const plansOfHorizon = ({ boss }: SmallTeam, { days }: Horizon): Promise<Plan[]> =>
  Promise.all(
    days.map(async ({ planId }) => (await boss.get(`/plans/${String(planId)}`)).json<Plan>()),
  )

/** Days planned as one, as they are when the search is over. */
export async function planDays(
  team: SmallTeam,
  days: number,
  options: { from?: string; seconds?: number } = {},
): Promise<Plan[]> {
  const begun = await planHorizon(team, days, options)
  return plansOfHorizon(team, await untilHorizonIsOver(team, begun))
}
