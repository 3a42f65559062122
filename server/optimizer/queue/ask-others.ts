import type { Db } from '../../platform/database/index.ts'
import type { Problem, Solution } from '../../solver/index.ts'
import type { Search, SolverPool, Watch } from '../solver-pool.ts'
import type { NewsBox } from './news-box.ts'
import {
  addSearch,
  askSearchToEnd,
  keepProblem,
  lookAtSearch,
  releaseLost,
  removeSearch,
  withdrawSearch,
  type Ended,
  type SearchState,
} from './queries.ts'

/** How often somebody who waits looks without being told to, and says that they wait still. */
const LOOK_EVERY_MILLIS = 1000

export interface AskingParts {
  readonly db: Db
  readonly version: string
  readonly news: NewsBox
  readonly own: Pick<SolverPool, 'solve' | 'describe'>
}

/** Has a search made by whoever takes it; by our own threads when the queue has lost it, or it ends before it is taken. */
export async function askOthers(
  { db, version, news, own }: AskingParts,
  problem: Problem,
  search: Search,
  watch: Watch,
): Promise<Solution> {
  const document = await own.describe(problem)
  await keepProblem(db, document)
  const id = await addSearch(db, version, document.hash, search)
  const { signal } = watch
  const tell = tellBetter(watch)
  let isAskedToEnd = false
  for (;;) {
    const heard = news.next(id, LOOK_EVERY_MILLIS, isAskedToEnd ? undefined : signal)
    const state = await lookAtSearch(db, id)
    if (!state) return own.solve(problem, search, watch)
    tell(state)
    if (state.ended) {
      await removeSearch(db, id)
      return readEnd(state.ended, watch)
    }
    if (signal?.aborted) {
      if (await withdrawSearch(db, id)) return own.solve(problem, search, watch)
      if (!isAskedToEnd) await askSearchToEnd(db, id)
      isAskedToEnd = true
    }
    await releaseLost(db, id)
    await heard
  }
}

/** A search made anew tells again what it told before: only what is better is passed on. */
function tellBetter({ onImprovement }: Watch): (state: SearchState) => void {
  let least = Infinity
  return ({ found }) => {
    if (!found || (found.solution.cost >= least && least < Infinity)) return
    least = found.solution.cost
    onImprovement?.(found.solution, found.elapsed)
  }
}

function readEnd(ended: Ended, { onMade }: Watch): Solution {
  if ('error' in ended) throw new (ended.isRefusal ? RangeError : Error)(ended.error)
  onMade?.(ended.made, ended.millis)
  return ended.solution
}
