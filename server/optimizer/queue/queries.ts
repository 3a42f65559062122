import { sql } from 'kysely'
import type { Db } from '../../platform/database/index.ts'
import type { Solution } from '../../solver/index.ts'
import type { ProblemDocument } from '../document-writer.ts'
import type { Search } from '../solver-pool.ts'

/** Channels of `pg_notify`: a search waits to be taken; something became of the one named. */
export const WAITS = 'beatline_search_waits'
export const NEWS = 'beatline_search_news'

/** A worker or taker that said nothing for so long is gone, and so is whoever waited. Each says a word every second. */
const isFresh = (column: string) => sql.raw(`${column} > now() - interval '4 seconds'`)

export interface Found {
  readonly solution: Solution
  readonly elapsed: number
}

/** How a search came to its end. */
export type Ended =
  | { readonly solution: Solution; readonly made: number; readonly millis: number }
  | { readonly error: string; readonly isRefusal: boolean }

/** A plan that leaves out what must be served costs Infinity, which is no number in JSON. */
const writeJson = (value: object) =>
  JSON.stringify(value, (_key, part: unknown) => (part === Infinity ? 'Infinity' : part))
const readCost = <T extends { readonly solution: Solution }>(told: T): T => {
  const cost: unknown = told.solution.cost
  return { ...told, solution: { ...told.solution, cost: Number(cost) } }
}

/** How many searches the workers with a solver like ours could begin at once. */
export async function countIdleThreads(db: Db, version: string): Promise<number> {
  const { rows } = await sql<{ idle: number }>`
    select coalesce((select sum(threads) from search_worker
                    where version = ${version} and ${isFresh('alive_at')}), 0)
         - (select count(*) from search_job
            where ended is null and (taken_by is null or taken_by in (select id from search_worker)))
      as idle`.execute(db)
  return rows[0]?.idle ?? 0
}

/** Keeps a problem for whoever asks for it by its hash. */
export async function keepProblem(db: Db, { hash, gzipped }: ProblemDocument): Promise<void> {
  await sql`
    insert into search_problem (hash, document) values (${hash}, ${Buffer.from(gzipped)})
    on conflict (hash) do nothing`.execute(db)
}

/** @returns the gzipped JSON of a problem, or undefined when it is not kept any more */
export async function problemDocument(db: Db, hash: string): Promise<Buffer | undefined> {
  const { rows } = await sql<{ document: Buffer }>`
    select document from search_problem where hash = ${hash}`.execute(db)
  return rows[0]?.document
}

/** Asks whoever is free to search. */
export async function addSearch(
  db: Db,
  version: string,
  problemHash: string,
  search: Search,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into search_job (version, problem_hash, search)
    values (${version}, ${problemHash}, ${JSON.stringify(search)}::jsonb) returning id`.execute(db)
  const id = rows[0]?.id ?? 0
  await sql`select pg_notify(${WAITS}, '')`.execute(db)
  return id
}

export interface SearchState {
  readonly found: Found | null
  readonly ended: Ended | null
}

/** Says that somebody waits still. @returns undefined when the search is gone */
export async function lookAtSearch(db: Db, id: number): Promise<SearchState | undefined> {
  const { rows } = await sql<SearchState>`
    update search_job set asker_alive = now() where id = ${id}
    returning found, ended`.execute(db)
  const [row] = rows
  if (!row) return undefined
  const { found, ended } = row
  return {
    ...row,
    found: found && readCost(found),
    ended: ended && 'solution' in ended ? readCost(ended) : ended,
  }
}

/** Lets others take what a process had that is gone. It is made anew: the same search finds the same. */
export async function releaseLost(db: Db, id: number): Promise<boolean> {
  const { rows } = await sql`
    update search_job set taken_by = null, taker_alive = null
    where id = ${id} and ended is null and taken_by is not null and not (${isFresh('taker_alive')})
    returning pg_notify(${WAITS}, '')`.execute(db)
  return rows.length > 0
}

/** Takes back a search that nobody makes. @returns whether it was still there to be had */
export async function withdrawSearch(db: Db, id: number): Promise<boolean> {
  const { rows } = await sql`
    delete from search_job where id = ${id} and taken_by is null returning id`.execute(db)
  return rows.length > 0
}

export async function askSearchToEnd(db: Db, id: number): Promise<void> {
  await sql`
    update search_job set stopping = true where id = ${id}
    returning pg_notify(${NEWS}, ${String(id)})`.execute(db)
}

export async function removeSearch(db: Db, id: number): Promise<void> {
  await sql`delete from search_job where id = ${id}`.execute(db)
}

export interface TakenSearch {
  readonly id: number
  readonly problemHash: string
  readonly search: Search
}

/**
 * Takes the search that has waited longest. Of several who ask at once each gets another.
 * @param afterMillis leaves alone what was asked for more recently
 */
export async function takeSearch(
  db: Db,
  version: string,
  taker: string,
  afterMillis: number,
): Promise<TakenSearch | undefined> {
  const { rows } = await sql<TakenSearch>`
    update search_job set taken_by = ${taker}, taker_alive = now()
    where id = (select id from search_job
                where taken_by is null and ended is null and version = ${version}
                  and ${isFresh('asker_alive')}
                  and asked_at <= now() - make_interval(secs => ${afterMillis / 1000})
                order by id limit 1 for update skip locked)
    returning id, problem_hash as "problemHash", search`.execute(db)
  return rows[0]
}

/** Says that the search is being made. @returns whether it is to end; also when nobody waits for it any more */
export async function renewSearch(db: Db, id: number, taker: string): Promise<boolean> {
  const { rows } = await sql<{ stopping: boolean }>`
    update search_job set taker_alive = now()
    where id = ${id} and taken_by = ${taker} and ${isFresh('asker_alive')}
    returning stopping`.execute(db)
  return rows[0]?.stopping ?? true
}

export async function tellFound(db: Db, id: number, taker: string, found: Found): Promise<void> {
  await sql`
    update search_job set found = ${writeJson(found)}::jsonb, taker_alive = now()
    where id = ${id} and taken_by = ${taker}
    returning pg_notify(${NEWS}, ${String(id)})`.execute(db)
}

export async function tellEnded(db: Db, id: number, taker: string, ended: Ended): Promise<void> {
  await sql`
    update search_job set ended = ${writeJson(ended)}::jsonb
    where id = ${id} and taken_by = ${taker}
    returning pg_notify(${NEWS}, ${String(id)})`.execute(db)
}

/** Gives searches back, for others to make. */
export async function giveBack(db: Db, taker: string): Promise<void> {
  await sql`
    update search_job set taken_by = null, taker_alive = null
    where taken_by = ${taker} and ended is null returning pg_notify(${WAITS}, '')`.execute(db)
}

export interface Worker {
  readonly id: string
  readonly name: string
  readonly version: string
  readonly threads: number
}

/** Says that a worker is there; forgets those that are gone, and searches that nobody waits for. */
export async function renewWorker(db: Db, { id, name, version, threads }: Worker): Promise<void> {
  await sql`
    insert into search_worker (id, name, version, threads)
    values (${id}, ${name}, ${version}, ${threads})
    on conflict (id) do update set alive_at = now()`.execute(db)
  await sql`delete from search_worker where not (${isFresh('alive_at')})`.execute(db)
  await sql`delete from search_job where asker_alive < now() - interval '1 minute'`.execute(db)
}

export async function removeWorker(db: Db, id: string): Promise<void> {
  await sql`delete from search_worker where id = ${id}`.execute(db)
}
