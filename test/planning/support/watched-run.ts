import type { PlanImprovement } from '../../../shared/live.ts'
import type { Plan, RunPoint } from '../../../shared/planning.ts'
import { addRetailer } from '../../support/world.ts'
import { MONDAY, START_A, START_B, type SmallTeam } from './small-team.ts'

/** Shops all over both districts: enough that a search gains for a second and more. */
export async function addBusyDistricts({ world, a, b }: SmallTeam, each = 45): Promise<void> {
  for (const [{ personId: managerId }, [lng, lat]] of [
    [a, START_A] as const,
    [b, START_B] as const,
  ])
    for (let i = 0; i < each; i++) {
      const turn = i * 2.399963
      const away = 0.004 * Math.sqrt(i + 1)
      const at: [number, number] = [lng + away * Math.cos(turn), lat + away * Math.sin(turn)]
      await addRetailer(world.db, at, { tier: 5 + (i % 24), managerId })
    }
}

/** Optimises as the screen does. */
export async function startPlan({ world, boss, teamId }: SmallTeam, day = MONDAY): Promise<Plan> {
  const answer = await world.inject({
    method: 'POST',
    url: '/api/v1/plans',
    headers: {
      cookie: boss.cookie,
      origin: 'http://beatline.test',
      host: 'beatline.test',
      prefer: 'respond-async',
    },
    payload: { teamId, day },
  })
  if (answer.statusCode !== 202) throw new Error(answer.body)
  return answer.json()
}

/** Goes on from a draft for three seconds. */
export async function keepGoing({ boss }: SmallTeam, { id, revision }: Plan): Promise<Plan> {
  const answer = await boss.send('POST', `/plans/${String(id)}/run`, { revision, seconds: 3 })
  if (answer.statusCode !== 202) throw new Error(answer.body)
  return answer.json()
}

/** The next news of a plan's run that is of a kind, from now on. */
export function nextNews(
  { world }: Pick<SmallTeam, 'world'>,
  planId: number,
  ...states: PlanImprovement['state'][]
): Promise<PlanImprovement> {
  return new Promise((resolve) => {
    const stop = world.bus.subscribe(({ event, payload: [news] }) => {
      if (event !== 'plan:improved') return
      const improvement = news as PlanImprovement
      if (improvement.planId !== planId || !states.includes(improvement.state)) return
      stop()
      resolve(improvement)
    })
  })
}

/** What has been told of a plan's run so far. */
export function newsOf({ world }: Pick<SmallTeam, 'world'>, planId: number): PlanImprovement[] {
  return world.heard
    .filter(({ event }) => event === 'plan:improved')
    .map(({ payload: [news] }) => news as PlanImprovement)
    .filter((news) => news.planId === planId)
}

/** Once nobody improves the plan any more, which may have been told before the start was answered. */
export async function untilOver(team: SmallTeam, planId: number): Promise<PlanImprovement> {
  const last = newsOf(team, planId).at(-1)
  if (last && last.state !== 'improving') return last
  return nextNews(team, planId, 'done', 'failed', 'discarded')
}

/** What a plan's tours come to, as a point of a run says it. */
export function totalsOf({ tours, unassigned }: Plan): Omit<RunPoint, 'elapsed' | 'cost'> {
  return {
    metres: tours.reduce((sum, { metres }) => sum + metres, 0),
    travelSeconds: tours.reduce((sum, { travelSeconds }) => sum + travelSeconds, 0),
    unassigned: unassigned.length,
  }
}
