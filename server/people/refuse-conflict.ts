import { Problem } from '../platform/problem.ts'

/** Runs a write and says in the contract's words which rule of the table it broke. */
export async function refuseConflict<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    const { code, constraint } = error as { code?: string; constraint?: string }
    if (code === '23505' && constraint === 'person_login_key') throw new Problem('login-taken')
    if (code === '23505' && constraint === 'person_code_key') throw new Problem('code-taken')
    if (code === '23503') throw new Problem('input-invalid', 'no such team or area')
    throw error
  }
}
