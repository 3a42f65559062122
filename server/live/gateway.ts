import type { FastifyInstance } from 'fastify'
import { Server } from 'socket.io'
import type { ServerEvents } from '../../shared/live.ts'
import { isOwnOrigin } from '../auth/index.ts'
import type { Config } from '../config.ts'
import type { Bus } from '../platform/bus.ts'
import type { Db } from '../platform/database/index.ts'
import { Problem } from '../platform/problem.ts'
import { openRedisBridge } from '../platform/redis-bridge.ts'
import { admitSocket, dropEndedSessions } from './admission.ts'
import { answerEvents } from './answer-events.ts'
import type { Frames } from './frames.ts'
import { createHandlers, type LiveSources } from './handlers.ts'
import { linkNodes } from './link-nodes.ts'
import { roomOf, roomsOf } from './rooms.ts'
import type { LiveServer } from './sockets.ts'

export interface LiveOptions extends LiveSources {
  config: Pick<Config, 'publicUrl' | 'redisUrl'>
  db: Db
  bus: Bus
  frames: Frames
}

/** Sessions are looked at this often: whoever loses theirs hears nothing after at most two seconds. */
const recheckMillis = 1_000

/**
 * Opens the live channel on the server's own port. Call it before the server listens.
 * @throws when an event of the contract has no handler or a handler has no role
 */
export function openLive(http: FastifyInstance, options: LiveOptions): void {
  const { config, db, bus, frames } = options
  const io: LiveServer = new Server(http.server, {
    transports: ['websocket'],
    serveClient: false,
    // The largest message is a phone's batch of some 300 fixes; bigger ones go over HTTP.
    maxHttpBufferSize: 64 * 1024,
    connectTimeout: 5_000,
    allowRequest: ({ headers }, decide) => {
      const { origin, host } = headers
      // A browser always names its origin here, so that whoever does not is no page of ours.
      decide(null, origin !== undefined && isOwnOrigin(origin, host ?? '', config))
    },
  })
  io.use((socket, next) => {
    admitSocket(db, socket).then(
      () => {
        next()
      },
      (error: unknown) => {
        if (!(error instanceof Problem)) http.log.error({ err: error }, 'a socket was not admitted')
        next(error instanceof Problem ? error : new Problem('unavailable'))
      },
    )
  })
  const answer = answerEvents(createHandlers(options), http.log)
  io.on('connection', (socket) => {
    const { caller } = socket.data
    void socket.join([roomOf.person(caller.personId), roomOf.role(caller.role)])
    answer(socket)
    socket.once('disconnect', () => socket.data.attends?.leave())
  })

  frames.onFrame((frame) => {
    io.to(roomOf.team(frame.teamId)).volatile.emit('position:moved', frame)
  })
  const stopListening = bus.subscribe(({ event, payload, to }) => {
    const rooms = roomsOf(to)
    // `to([])` would mean everybody.
    if (rooms.length > 0)
      io.to(rooms).emit(event, ...(payload as Parameters<ServerEvents[typeof event]>))
  })
  const bridge =
    config.redisUrl === undefined ? undefined : openRedisBridge(config.redisUrl, http.log)
  if (bridge) linkNodes(bridge, { bus, frames })
  const recheck = setInterval(() => {
    dropEndedSessions(db, io).catch((error: unknown) => {
      http.log.warn({ err: error }, 'sessions of the live channel were not checked')
    })
  }, recheckMillis)

  http.addHook('preClose', (done) => {
    clearInterval(recheck)
    stopListening()
    bridge?.close()
    frames.close()
    io.local.disconnectSockets(true)
    // Not `io.close()`: it closes the HTTP server too and waits for requests that Fastify has yet to end.
    io.engine.close()
    done()
  })
}
