import pg from 'pg'
import type { WeightedGraph } from '../../server/roads/hierarchy/weighted-graph.ts'

/** An independent engine over a graph of ours, edge by edge. */
export interface PgRouting {
  /** Takes a graph in place of the one before. */
  load(graph: WeightedGraph): Promise<void>
  /** Least weights between nodes by `from to`; pairs without a way, and a node with itself, are not in it. */
  matrix(nodes: readonly number[]): Promise<Map<string, number>>
  /** Asks for one path, for the time it takes. */
  path(from: number, to: number): Promise<void>
  close(): Promise<void>
}

/** pgRouting on the server of DATABASE_URL; undefined, and said so, where it is not. */
export async function openPgRouting(): Promise<PgRouting | undefined> {
  const url = process.env['DATABASE_URL']
  const db = url === undefined ? undefined : new pg.Client({ connectionString: url })
  await db?.connect()
  const found = await db?.query(`select from pg_available_extensions where name = 'pgrouting'`)
  if (!db || !found?.rowCount) {
    await db?.end()
    console.info('skipped: DATABASE_URL names no server with pgRouting (postgresql-15-pgrouting)')
    return undefined
  }
  await db.query('create extension if not exists pgrouting cascade')
  return {
    load: (graph) => loadEdges(db, graph),
    async matrix(nodes) {
      const { rows } = await db.query<{ start_vid: string; end_vid: string; agg_cost: number }>(
        `select * from pgr_dijkstraCostMatrix('select * from street_edge', $1::bigint[], true)`,
        [[...new Set(nodes)]],
      )
      return new Map(rows.map((row) => [`${row.start_vid} ${row.end_vid}`, row.agg_cost]))
    },
    async path(from, to) {
      await db.query(
        `select count(*) from pgr_dijkstra('select * from street_edge', $1::bigint, $2::bigint, true)`,
        [from, to],
      )
    },
    close: () => db.end(),
  }
}

async function loadEdges(db: pg.Client, { first, head, weight }: WeightedGraph): Promise<void> {
  const tails = new Int32Array(head.length)
  for (let node = 0; node < first.length - 1; node++) tails.fill(node, first[node], first[node + 1])
  await db.query('drop table if exists street_edge')
  await db.query(
    'create temp table street_edge (id bigint, source bigint, target bigint, cost float8)',
  )
  await db.query(
    `insert into street_edge
     select * from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::float8[])`,
    [Array.from(tails.keys()), Array.from(tails), Array.from(head), Array.from(weight)],
  )
  await db.query('analyze street_edge')
}
