import { fileURLToPath } from 'node:url'
import { Piscina } from 'piscina'
import type { Scope } from '../../shared/auth.ts'
import type { Db } from '../platform/database/index.ts'
import { Problem } from '../platform/problem.ts'
import { workerUrl } from '../platform/worker-url.ts'
import { retailerPoints } from './queries.ts'
import type { RetailerAnswer, RetailerTask } from './retailer-tile-worker.ts'
import type { TileAddress } from './tile-address.ts'

/**
 * Tiles of the shops of each scope, made in a thread of their own: clustering 50,000 takes a fifth of a second, and live
 * positions do not wait for it. The thread ends when nobody has looked at a map for ten minutes.
 */
export class RetailerTiles {
  private readonly db: Db
  private readonly pool: Piscina<RetailerTask, RetailerAnswer>
  /** What the thread is being given now, so that the first tiles of a map ask the database once. */
  private readonly giving = new Map<string, Promise<void>>()

  constructor(db: Db) {
    this.db = db
    this.pool = new Piscina({
      filename: fileURLToPath(workerUrl('./retailer-tile-worker', import.meta.url)),
      minThreads: 0,
      maxThreads: 1,
      idleTimeout: 600_000,
    })
  }

  /**
   * @param version of the retailers' data, read before this call
   * @returns the encoded tile, empty when nothing is there
   * @throws Problem unavailable when more scopes are looked at in one moment than the thread keeps
   */
  async encodeTile(scope: Scope, version: string, address: TileAddress): Promise<Uint8Array> {
    const task = { scope: scopeKey(scope), version, address }
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const answer = await this.pool.run(task)
      if (answer !== 'unknown') return answer
      await this.giveScope(scope, version)
    }
    throw new Problem('unavailable', 'too many different scopes at once')
  }

  close(): Promise<void> {
    return this.pool.destroy()
  }

  private giveScope(scope: Scope, version: string): Promise<void> {
    const key = `${scopeKey(scope)} ${version}`
    const known = this.giving.get(key)
    if (known) return known
    const given = this.sendPoints(scope, version).finally(() => this.giving.delete(key))
    this.giving.set(key, given)
    return given
  }

  private async sendPoints(scope: Scope, version: string): Promise<void> {
    const points = await retailerPoints(this.db, scope)
    await this.pool.run({ scope: scopeKey(scope), version, points })
  }
}

/** Equal for callers who see the same shops. */
export function scopeKey({ everything, teamIds, areaIds }: Scope): string {
  if (everything) return 'everything'
  const sorted = (ids: readonly number[]) => ids.toSorted((a, b) => a - b).join()
  return `teams ${sorted(teamIds)} areas ${sorted(areaIds)}`
}
