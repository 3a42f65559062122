import type { LngLat } from '../../../shared/geo.ts'
import type { MatrixQuery, RoadMatrix, RoadPoint } from '../engine/road-queries.ts'

/** Seconds and metres from each source to each target of a block, row by row; null where there is no way. */
export interface MatrixBlock {
  readonly durations: readonly (readonly (number | null)[])[]
  readonly distances: readonly (readonly (number | null)[])[]
  /** Where they meet the streets, of engines that say so beside the matrix; null when they do not. */
  readonly sources?: readonly (RoadPoint | null)[]
  readonly targets?: readonly (RoadPoint | null)[]
}

export type AskBlock = (
  sources: readonly LngLat[],
  targets: readonly LngLat[],
) => Promise<MatrixBlock>

/** Requests under way at a time: enough to keep a server of a few threads busy. */
const CONCURRENCY = 4

/**
 * Puts a matrix together from blocks of at most side × side cells, because every engine limits what it answers at once.
 */
export async function askInBlocks(
  query: Pick<MatrixQuery, 'sources' | 'targets'>,
  side: number,
  ask: AskBlock,
): Promise<RoadMatrix> {
  const [rows, columns] = [query.sources.length, query.targets.length]
  const matrix: Draft = {
    durations: new Float64Array(rows * columns).fill(Infinity),
    distances: new Float64Array(rows * columns).fill(Infinity),
    sources: new Array<RoadPoint | null>(rows).fill(null),
    targets: new Array<RoadPoint | null>(columns).fill(null),
  }
  const blocks = cornersOf(rows, columns, side)
  const askRest = async () => {
    // All of them take from the one iterator.
    for (const [row, column] of blocks) {
      const sources = query.sources.slice(row, row + side)
      const targets = query.targets.slice(column, column + side)
      placeBlock(matrix, row, column, await ask(sources, targets))
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, askRest))
  return matrix
}

function* cornersOf(rows: number, columns: number, side: number): Generator<[number, number]> {
  for (let row = 0; row < rows; row += side)
    for (let column = 0; column < columns; column += side) yield [row, column]
}

interface Draft extends RoadMatrix {
  readonly sources: (RoadPoint | null)[]
  readonly targets: (RoadPoint | null)[]
}

function placeBlock(matrix: Draft, top: number, left: number, block: MatrixBlock): void {
  const width = matrix.targets.length
  block.sources?.forEach((point, index) => (matrix.sources[top + index] = point))
  block.targets?.forEach((point, index) => (matrix.targets[left + index] = point))
  block.durations.forEach((seconds, row) => {
    seconds.forEach((cell, column) => {
      if (cell === null || block.sources?.[row] === null || block.targets?.[column] === null) return
      const index = (top + row) * width + left + column
      matrix.durations[index] = cell
      matrix.distances[index] = block.distances[row]?.[column] ?? Infinity
    })
  })
}
