import { createHash, randomBytes } from 'node:crypto'
import type { Role } from '../../shared/auth.ts'
import { fieldRoles } from '../../shared/auth.ts'
import type { Db } from '../platform/database/index.ts'
import { addSession, personBySession, removeEndedSessions, removeSession } from './queries.ts'

export const SESSION_COOKIE = 'beatline-session'

const HOUR = 3_600_000

/** A desk session lasts a working day; a phone's a month, because its owner has no keyboard in the street. */
export function sessionMillis(role: Role): number {
  return (fieldRoles as readonly Role[]).includes(role) ? 30 * 24 * HOUR : 12 * HOUR
}

/** 256 random bits for the bearer, and their hash for the table. */
export function newSecret(): { secret: string; hash: Buffer } {
  const secret = randomBytes(32).toString('base64url')
  return { secret, hash: hashSecret(secret) }
}

/** Secrets are random and long, so a fast hash is enough (passwords go through argon2id instead). */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

/**
 * Opens a session and clears away those of the same person that have run out.
 * @returns the secret for the cookie and its lifetime in seconds
 */
export async function openSession(
  db: Db,
  person: { id: number; role: Role },
): Promise<{ secret: string; maxAge: number }> {
  const { secret, hash } = newSecret()
  const millis = sessionMillis(person.role)
  await removeEndedSessions(db, person.id).execute()
  await addSession(db, person.id, hash, new Date(Date.now() + millis)).execute()
  return { secret, maxAge: Math.floor(millis / 1000) }
}

export async function closeSession(db: Db, secret: string): Promise<void> {
  await removeSession(db, hashSecret(secret)).execute()
}

/** The person of a live session, or undefined. */
export async function findSession(db: Db, secret: string) {
  return personBySession(db, hashSecret(secret)).executeTakeFirst()
}
