import type { Server, Socket } from 'socket.io'
import type { ClientEvents, ServerEvents } from '../../shared/live.ts'
import type { Caller } from '../auth/index.ts'

/** What the server knows of a socket since its handshake. */
export interface SocketFacts {
  caller: Caller & { personId: number }
  /** SHA-256 of the session secret, in hex. */
  sessionHash: string
  /** What the session entitled to then; see `standingOf`. */
  standing: string
  ip: string
  /** The plan before it, and the means to tell that it has left. */
  attends?: { readonly planId: number; leave(): void } | undefined
}

export type LiveServer = Server<ClientEvents, ServerEvents, object, SocketFacts>
export type LiveSocket = Socket<ClientEvents, ServerEvents, object, SocketFacts>
