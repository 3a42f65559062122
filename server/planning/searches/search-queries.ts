import { sql } from 'kysely'
import type { PlanSearch } from '../../../shared/plan-problem.ts'
import type { Db } from '../../platform/database/index.ts'
import { keepProblem, solverVersion, type ProblemDocument } from '../../optimizer/index.ts'

/** How tours were found. */
export interface FoundBy {
  readonly document: ProblemDocument
  readonly search: PlanSearch
}

/** Keeps how the tours of a plan were found, as they are saved at its present revision. */
export async function keepSearch(db: Db, planId: number, by: FoundBy): Promise<void> {
  await keepProblem(db, by.document)
  await sql`
    insert into plan_search (plan_id, problem_hash, solver_version, search, revision)
    select id, ${by.document.hash}, ${solverVersion()}, ${JSON.stringify(by.search)}::jsonb, revision
    from plan where id = ${planId}
    on conflict (plan_id) do update set
      problem_hash = excluded.problem_hash, solver_version = excluded.solver_version,
      search = excluded.search, revision = excluded.revision`.execute(db)
}

export interface KeptSearch {
  readonly hash: string
  readonly solver: string
  readonly search: PlanSearch
  readonly version: number
  readonly edited: boolean
}

export async function searchOfPlan(db: Db, planId: number): Promise<KeptSearch | undefined> {
  const { rows } = await sql<KeptSearch>`
    select problem_hash as hash, solver_version as solver, search, version,
           edited_revision > plan_search.revision as edited
    from plan_search join plan on plan.id = plan_id where plan_id = ${planId}`.execute(db)
  return rows[0]
}

/**
 * Drops problems that no plan of the last 90 days came of, and nobody is to solve: each is as large as its matrix. How
 * their plans were found stays, with the hash.
 */
export async function forgetProblems(db: Db): Promise<void> {
  await sql`
    delete from search_problem
    where created_at < now() - interval '1 day'
      and not exists (select from search_job where problem_hash = hash)
      and not exists (select from plan_search join plan on plan.id = plan_id
                      where problem_hash = hash and day > now() - interval '90 days')`.execute(db)
}
