import pg from 'pg'
import type { ProfileTables } from '../../server/roads/engine/road-tables.ts'
import { HierarchySearch } from '../../server/roads/hierarchy/hierarchy-search.ts'
import type { Seeds } from '../../server/roads/hierarchy/weighted-graph.ts'
import { Random } from '../../server/planning/solver/random.ts'
import { repeat } from './processor-time.ts'

const SIZE = 100
const PATHS = 5

/**
 * The same graph, arc by arc and turn by turn, put to pgRouting in the same run: each cell must be the same. Of a server
 * with the extension (DATABASE_URL); its time is that of the clock, as nothing else is known of another process.
 */
export async function comparePgRouting({ graph, hierarchy }: ProfileTables): Promise<void> {
  const db = await openPgRouting()
  if (!db) return
  try {
    await loadEdges(db, graph)
    const random = new Random(7)
    const nodes = Array.from({ length: SIZE }, () => random.below(graph.arcOf.length))
    const cells = SIZE * SIZE
    const costs = {
      weight: new Int32Array(cells),
      duration: new Int32Array(cells),
      distance: new Int32Array(cells),
    }
    const search = new HierarchySearch(graph, hierarchy)
    const seeds = atNodes(nodes)
    console.log('beside pgRouting, on the same graph, without snapping')
    const own = repeat(`${SIZE} × ${SIZE}`, 20, 1, () => search.manyToMany(seeds, seeds, costs))
    const ownPath = repeat('one path', 20, PATHS, (index) =>
      search.findPath(seeds, seeds, 2 * index, 2 * index + 1),
    )
    const begin = performance.now()
    const { rows } = await db.query<{ start_vid: string; end_vid: string; agg_cost: number }>(
      `select * from pgr_dijkstraCostMatrix('select * from bench_edge', $1::bigint[], true)`,
      [[...new Set(nodes)]],
    )
    const theirs = performance.now() - begin
    console.log(
      `  pgr_dijkstraCostMatrix: ${theirs.toFixed(0)} ms, ${(theirs / own).toFixed(0)} times as long`,
    )
    const theirPath = await timePaths(db, nodes)
    console.log(
      `  pgr_dijkstra: ${theirPath.toFixed(1)} ms, ${(theirPath / ownPath).toFixed(0)} times as long`,
    )
    const known = new Map(rows.map((row) => [`${row.start_vid} ${row.end_vid}`, row.agg_cost]))
    let equal = 0
    nodes.forEach((from, row) => {
      nodes.forEach((to, column) => {
        const expected = from === to ? 0 : known.get(`${from} ${to}`)
        if (costs.weight[row * SIZE + column] === expected) equal++
      })
    })
    console.log(`  ${equal} of ${cells} cells are equal`)
    if (equal !== cells) throw new Error('pgRouting finds other costs on the same graph')
  } finally {
    await db.query('drop table if exists bench_edge')
    await db.end()
  }
}

async function openPgRouting(): Promise<pg.Client | undefined> {
  const url = process.env['DATABASE_URL']
  const db = url === undefined ? undefined : new pg.Client({ connectionString: url })
  await db?.connect()
  const found = await db?.query(`select from pg_available_extensions where name = 'pgrouting'`)
  if (found?.rowCount) {
    await db?.query('create extension if not exists pgrouting cascade')
    return db
  }
  await db?.end()
  console.log(
    'no pgRouting beside: apt-get install postgresql-15-pgrouting, then\n' +
      '  node test/postgres.mjs run -- npm run bench -- roads',
  )
  return undefined
}

async function loadEdges(db: pg.Client, graph: ProfileTables['graph']): Promise<void> {
  const tails = new Int32Array(graph.head.length)
  for (let node = 0; node < graph.arcOf.length; node++)
    tails.fill(node, graph.first[node], graph.first[node + 1])
  await db.query('create table bench_edge (id bigint, source bigint, target bigint, cost float8)')
  await db.query(
    `insert into bench_edge
     select * from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::float8[])`,
    [Array.from(tails.keys()), Array.from(tails), Array.from(graph.head), Array.from(graph.weight)],
  )
  await db.query('analyze bench_edge')
}

/** Mean milliseconds of a path. */
async function timePaths(db: pg.Client, nodes: readonly number[]): Promise<number> {
  const begin = performance.now()
  for (let index = 0; index < PATHS; index++)
    await db.query(
      `select count(*) from pgr_dijkstra('select * from bench_edge', $1::bigint, $2::bigint, true)`,
      [nodes[2 * index], nodes[2 * index + 1]],
    )
  return (performance.now() - begin) / PATHS
}

/** Trips from and to the ends of arcs. */
function atNodes(nodes: readonly number[]): Seeds {
  const zeros = new Int32Array(nodes.length)
  return {
    first: Uint32Array.from({ length: nodes.length + 1 }, (_, index) => index),
    node: Uint32Array.from(nodes),
    weight: zeros,
    duration: zeros,
    distance: zeros,
  }
}
