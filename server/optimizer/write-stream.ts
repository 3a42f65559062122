import { PassThrough } from 'node:stream'
import type { OptimizeEvent } from '../../shared/optimizer.ts'

export const streamTypes = ['application/x-ndjson', 'text/event-stream'] as const
export type StreamType = (typeof streamTypes)[number]

/** The stream that a request asks for, if it does. */
export function chooseStream(accept: string | undefined): StreamType | undefined {
  const asked = accept?.split(',').map((one) => one.split(';')[0]?.trim().toLowerCase())
  return streamTypes.find((type) => asked?.includes(type))
}

/** Proxies close what is silent for half a minute or a minute. */
const KEEP_ALIVE_MILLIS = 15_000

/** Events as they come: one a line, or as Server-Sent Events named by their type, with a comment in long silences. */
export function openEventStream(type: StreamType): {
  readonly stream: PassThrough
  readonly send: (event: OptimizeEvent) => void
} {
  const stream = new PassThrough()
  if (type === 'text/event-stream') keepAlive(stream)
  return {
    stream,
    send(event) {
      const text = JSON.stringify(event)
      stream.write(
        type === 'text/event-stream' ? `event: ${event.type}\ndata: ${text}\n\n` : `${text}\n`,
      )
    },
  }
}

function keepAlive(stream: PassThrough): void {
  const timer = setInterval(() => stream.write(':\n\n'), KEEP_ALIVE_MILLIS)
  timer.unref()
  const stop = () => {
    clearInterval(timer)
  }
  stream.once('finish', stop).once('close', stop)
}
