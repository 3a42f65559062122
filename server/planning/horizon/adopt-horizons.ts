import { MOST_SPAN_DAYS } from '../../../shared/horizon.ts'
import { Problem } from '../../platform/problem.ts'
import type { RunParts } from '../plan-run.ts'
import { plansById } from '../queries.ts'
import { closeHorizon, discardDrafts, renewHorizon } from './horizon-queries.ts'
import type { HorizonRuns } from './horizon-runs.ts'
import { draftsOfHorizon, takeLostHorizons, type LostHorizon } from './lost-queries.ts'
import { peopleProgress } from './progress-queries.ts'
import { readHorizon } from './read-horizon.ts'
import { restoreSearches } from './restore-searches.ts'
import { saveHorizon } from './save-horizon.ts'

/** What is left of a budget is this at least, so that a run is ended in the usual way. */
const LEAST_MILLIS = 1000
const RENEW_EVERY_MILLIS = 1000

/**
 * Goes on with horizons whose node is gone, from the days that they saved last.
 * @param today of the field's clock
 * @param alone there is no other node: what is there was this one's
 */
export async function adoptHorizons(
  parts: RunParts,
  horizons: HorizonRuns,
  today: string,
  alone: boolean,
): Promise<void> {
  const lost = await takeLostHorizons(parts.db, horizons.node, alone)
  await Promise.all(lost.map((horizon) => adoptHorizon(parts, horizons, horizon, today)))
}

async function adoptHorizon(
  parts: RunParts,
  horizons: HorizonRuns,
  lost: LostHorizon,
  today: string,
): Promise<void> {
  const { db, log } = parts
  const { id, teamId, firstDay: from, lastDay, best, budgetMillis } = lost
  // Reading takes its time where there are streets.
  const renewing = setInterval(() => {
    renewHorizon(db, id, horizons.node).catch(() => undefined)
  }, RENEW_EVERY_MILLIS)
  try {
    // Nothing was shown: its drafts were only just being added.
    if (best.length === 0) {
      await discardDrafts(db, id)
      throw new Problem('plan-changed', 'the days had no tours yet')
    }
    const drafts = await plansById(db, await draftsOfHorizon(db, id))
    const wish = { teamId, from, until: lastDay, days: MOST_SPAN_DAYS, today }
    const toPlan = await readHorizon(parts, wish)
    const planned = drafts.map(({ day }) => day).toSorted()
    if (planned.join() !== toPlan.days.join())
      throw new Problem('plan-changed', 'the days are not those that were planned')
    const elapsedBefore = best.at(-1)?.elapsed ?? 0
    const days = drafts.map(({ id: planId, day, revision }) => ({ planId, teamId, day, revision }))
    await horizons.start({
      toPlan,
      ...{ id, elapsedBefore, budgetMillis: Math.max(budgetMillis, elapsedBefore + LEAST_MILLIS) },
      before: restoreSearches(toPlan, drafts, await peopleProgress(db, id)),
      begin: async (better) => {
        const claimed = await saveHorizon(parts, { id, node: horizons.node, days }, toPlan, better)
        if (!claimed) throw new Problem('plan-changed')
        return claimed
      },
    })
    log.info({ horizon: id }, 'days are improved on, whose server was gone')
  } catch (error) {
    log.warn({ err: error, horizon: id }, 'days are not improved any more')
    await closeHorizon(db, id, horizons.node)
  } finally {
    clearInterval(renewing)
  }
}
