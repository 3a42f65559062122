import { io, type Socket } from 'socket.io-client'
import type { Answer, ClientEvents, PositionFrame, ServerEvents } from '../../shared/live.ts'
import type { TestApp } from '../support/app.ts'

export type Viewer = Socket<ServerEvents, ClientEvents>

/** Where a listening test server is reached. */
export async function listen(app: TestApp): Promise<string> {
  return app.app.http.listen({ host: '127.0.0.1', port: 0 })
}

/** A page's connection: the browser sends the cookie and the origin of the page. */
function dial(
  address: string,
  { cookie, origin = address }: { cookie?: string; origin?: string },
): Viewer {
  return io(address, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: { origin, ...(cookie === undefined ? {} : { cookie }) },
  })
}

/** @throws the refusal of the handshake */
export async function connect(
  address: string,
  credentials: { cookie?: string; origin?: string },
): Promise<Viewer> {
  const viewer = dial(address, credentials)
  await new Promise<void>((resolve, reject) => {
    viewer.once('connect', resolve)
    viewer.once('connect_error', (error) => {
      viewer.disconnect()
      reject(error)
    })
  })
  return viewer
}

/** All frames a viewer hears from now on. */
export function framesOf(viewer: Viewer): PositionFrame[] {
  const frames: PositionFrame[] = []
  viewer.on('position:moved', (frame) => frames.push(frame))
  return frames
}

/** Sends an event and waits for its answer. */
export async function ask<T = unknown>(
  viewer: Viewer,
  event: keyof ClientEvents,
  input: unknown,
): Promise<Answer<T>> {
  const answer: unknown = await viewer.timeout(5000).emitWithAck(event, input)
  return answer as Answer<T>
}

export function valueOf<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(`refused: ${answer.code}`)
  return answer.value
}
