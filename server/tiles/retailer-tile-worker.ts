import type { RetailerPoint } from './queries.ts'
import { RetailerIndex } from './retailer-index.ts'
import type { TileAddress } from './tile-address.ts'

/** Either the shops of a scope in one state of the data, to be kept, or a question for one of its tiles. */
export interface RetailerTask {
  readonly scope: string
  readonly version: string
  /** JSON of `RetailerPoint[]`. */
  readonly points?: string
  readonly address?: TileAddress
}

/** The encoded tile, empty when nothing is there; 'unknown' when the scope has to be given (again) first. */
export type RetailerAnswer = Uint8Array | 'unknown'

/** Scopes kept ready at once; the longest unused goes first. Teams share out the shops, so that all of theirs weigh as one. */
const CAPACITY = 32

const indexes = new Map<string, { version: string; index: RetailerIndex }>()

/** Piscina calls the default export of its worker; there is one thread, and it remembers. */
export default function answerTask(task: RetailerTask): RetailerAnswer {
  const { scope, version, points, address } = task
  if (points !== undefined) {
    const index = new RetailerIndex(JSON.parse(points) as RetailerPoint[])
    indexes.set(scope, { version, index })
  }
  const known = indexes.get(scope)
  if (known?.version !== version) return 'unknown'
  indexes.delete(scope)
  indexes.set(scope, known)
  const [oldest] = indexes.keys()
  if (oldest !== undefined && indexes.size > CAPACITY) indexes.delete(oldest)
  return (address && known.index.encodeTile(address)) ?? new Uint8Array()
}
