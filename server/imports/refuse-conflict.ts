import type { ProblemCode } from '../../shared/problems.ts'
import { Problem } from '../platform/problem.ts'

/**
 * Runs a write; a rule of a table that it breaks is a refusal that names the rule. What can be foreseen, the check has
 * refused row by row: this is for what others did since.
 * @throws Problem with `code`
 */
export async function refuseConflict<T>(code: ProblemCode, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    const broken = error as { code?: string; table?: string; constraint?: string; column?: string }
    // PostgreSQL class 23: integrity constraint violation.
    if (!broken.code?.startsWith('23')) throw error
    throw new Problem(code, `${broken.table ?? ''}: ${broken.constraint ?? broken.column ?? ''}`)
  }
}
