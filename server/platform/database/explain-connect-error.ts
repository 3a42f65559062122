import { DatabaseRefused } from './refused.ts'

const advice: Record<string, string> = {
  ECONNREFUSED: 'Nothing listens there: start PostgreSQL or correct DATABASE_URL.',
  ENOTFOUND: 'No such host: correct DATABASE_URL.',
  '28P01': 'Wrong password: correct DATABASE_URL.',
  '28000': 'The server does not let this role in: see its pg_hba.conf.',
  '3D000': 'No such database: create it first (createdb), then start again.',
}

/** @throws DatabaseRefused database-unreachable, always */
export function explainConnectError(cause: unknown): never {
  const { code = '', message } = cause as { code?: string; message: string }
  throw new DatabaseRefused(
    'database-unreachable',
    `Cannot reach the database: ${message || code}. ${advice[code] ?? 'Check DATABASE_URL.'}`,
    { cause },
  )
}
