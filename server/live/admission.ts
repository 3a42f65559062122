import { callerBySession, hashSecret, SESSION_COOKIE } from '../auth/index.ts'
import type { Db } from '../platform/database/index.ts'
import { Problem } from '../platform/problem.ts'
import type { LiveServer, LiveSocket } from './sockets.ts'
import { standingOf } from './queries.ts'

/**
 * Lets in whoever has a session, as the cookie of the handshake says.
 * @throws Problem not-signed-in, password-change-required
 */
export async function admitSocket(db: Db, socket: LiveSocket): Promise<void> {
  const secret = readCookie(socket.handshake.headers.cookie ?? '', SESSION_COOKIE)
  if (secret === undefined) throw new Problem('not-signed-in')
  const sessionHash = hashSecret(secret).toString('hex')
  // Before the caller is read: a change in between then looks like one that came later, and ends the socket.
  const standing = (await standingOf(db, [sessionHash])).get(sessionHash)
  const caller = await callerBySession(db, secret)
  if (standing === undefined || caller?.personId == null) throw new Problem('not-signed-in')
  if (caller.mustChangePassword) throw new Problem('password-change-required')
  const { personId } = caller
  socket.data = {
    caller: { ...caller, personId },
    sessionHash,
    standing,
    ip: socket.handshake.address,
  }
}

/** Ends the sockets whose session is over or whose person's role, team or scope changed since. */
export async function dropEndedSessions(db: Db, io: LiveServer): Promise<void> {
  const sockets = [...io.sockets.sockets.values()]
  if (sockets.length === 0) return
  const current = await standingOf(db, [...new Set(sockets.map(({ data }) => data.sessionHash))])
  for (const socket of sockets)
    if (current.get(socket.data.sessionHash) !== socket.data.standing) socket.disconnect(true)
}

function readCookie(header: string, name: string): string | undefined {
  for (const pair of header.split(';')) {
    const [key, ...value] = pair.split('=')
    if (key?.trim() === name) return value.join('=').trim()
  }
  return undefined
}
