import { move, transferableSymbol, valueSymbol } from 'piscina'
import type { RoadMatrix } from './engine/road-queries.ts'
import { RoadEngine } from './engine/road-engine.ts'
import { parseRoadFile } from './road-file.ts'
import type { RoadTask } from './roads-pool.ts'

/** The streets last asked. */
let known: { id: string; engine: RoadEngine } | undefined

/** Piscina calls the default export of its worker. */
export default function answerRoadTask({ id, memory, name, query }: RoadTask): unknown {
  if (known?.id !== id) known = { id, engine: new RoadEngine(parseRoadFile(memory)) }
  const { engine } = known
  if (name !== 'matrix') return engine[name](query as never)
  return moveMatrix(engine.matrix(query as never))
}

/** Hands the arrays over instead of copying them. */
function moveMatrix(matrix: RoadMatrix): unknown {
  return move({
    [transferableSymbol]: [matrix.durations.buffer, matrix.distances.buffer],
    [valueSymbol]: matrix,
  })
}
