import { PassThrough } from 'node:stream'
import type { OptimizeEvent } from '../../shared/optimizer.ts'

export const streamTypes = ['application/x-ndjson', 'text/event-stream'] as const
export type StreamType = (typeof streamTypes)[number]

/** The stream that a request asks for, if it does. */
export function chooseStream(accept: string | undefined): StreamType | undefined {
  const asked = accept?.split(',').map((one) => one.split(';')[0]?.trim().toLowerCase())
  return streamTypes.find((type) => asked?.includes(type))
}

/** Events as they come: one a line, or as Server-Sent Events named by their type. */
export function openEventStream(type: StreamType): {
  readonly stream: PassThrough
  readonly send: (event: OptimizeEvent) => void
} {
  const stream = new PassThrough()
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
