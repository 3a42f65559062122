import type { FastifyBaseLogger } from 'fastify'
import { Compile, type Validator } from 'typebox/compile'
import type { Role } from '../../shared/auth.ts'
import { clientEventRoles, type Answer, type ClientEvents } from '../../shared/live.ts'
import { Problem } from '../platform/problem.ts'
import type { LiveSocket } from './sockets.ts'
import type { Handler, Handlers } from './handlers.ts'
import { createTokenBucket } from './token-bucket.ts'

const messagesPerSecond = 20
/** Who keeps sending that much too much is not a page of ours. */
const mostRefusals = 1_000

interface Door extends Handler {
  readonly roles: readonly Role[]
  readonly fits: Validator
}

/**
 * Prepares the answers to everything a client may send; what is not in the contract's table is ignored.
 * @throws when a handler has no role there or an event no handler
 * @returns attaches them to a new socket
 */
export function answerEvents(
  handlers: Handlers,
  log: FastifyBaseLogger,
): (socket: LiveSocket) => void {
  const doors = buildDoors(handlers)

  async function answerOne(
    door: Door,
    socket: LiveSocket,
    input: unknown,
  ): Promise<Answer<unknown>> {
    try {
      if (!door.roles.includes(socket.data.caller.role)) throw new Problem('role-forbidden')
      if (!door.fits.Check(input)) throw new Problem('input-invalid')
      return { ok: true, value: await door.answer(socket, input) }
    } catch (error) {
      if (error instanceof Problem) return { ok: false, code: error.code }
      log.error({ err: error }, 'live event failed')
      return { ok: false, code: 'internal' }
    }
  }

  return (socket) => {
    const bucket = createTokenBucket(messagesPerSecond)
    let refusals = 0
    // Every message passes here, so that unknown events cost tokens too.
    socket.onAny((event: string, input: unknown, reply: unknown) => {
      const tell =
        typeof reply === 'function' ? (reply as (answer: Answer<unknown>) => void) : undefined
      if (!bucket.take()) {
        tell?.({ ok: false, code: 'too-many-requests' })
        if (++refusals > mostRefusals) socket.disconnect(true)
        return
      }
      const door = doors.get(event)
      if (door) void answerOne(door, socket, input).then((answer) => tell?.(answer))
    })
  }
}

function buildDoors(handlers: Handlers): Map<string, Door> {
  const known = new Set([...Object.keys(handlers), ...Object.keys(clientEventRoles)])
  return new Map(
    [...known].map((name) => {
      const event = name as keyof ClientEvents
      // Typed as complete; a table that is not must stop the start, like a route without a role.
      const handler = handlers[event] as Handler | undefined
      const roles = clientEventRoles[event] as readonly Role[] | undefined
      if (!handler || !roles) throw new Error(`Live event ${name} lacks its handler or its roles`)
      return [name, { ...handler, roles, fits: Compile(handler.input) }]
    }),
  )
}
