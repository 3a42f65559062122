/** The few messages of PostgreSQL's frontend/backend protocol 3.0 that PgStream speaks itself. */

export interface FrontendMessage {
  type: string
  /** The whole message with its type and length. */
  bytes: Buffer
}

/** Takes the complete messages off the front of `received`; `rest` is the beginning of the next. */
export function splitMessages(received: Buffer): { messages: FrontendMessage[]; rest: Buffer } {
  const messages: FrontendMessage[] = []
  let start = 0
  while (start + 5 <= received.length) {
    const end = start + 1 + received.readInt32BE(start + 1)
    if (end > received.length) break
    messages.push({
      type: String.fromCharCode(received.readUInt8(start)),
      bytes: received.subarray(start, end),
    })
    start = end
  }
  return { messages, rest: received.subarray(start) }
}

/** Parameters of a startup packet ("user", "statement_timeout", …), or undefined while it is incomplete. */
export function readStartup(received: Buffer): Map<string, string> | undefined {
  if (received.length < 8 || received.length < received.readInt32BE(0)) return undefined
  const words = received.toString('utf8', 8, received.readInt32BE(0)).split('\0')
  const pairs = new Map<string, string>()
  for (let at = 0; at + 1 < words.length && words[at]; at += 2)
    pairs.set(words[at] ?? '', words[at + 1] ?? '')
  return pairs
}

function encode(type: string, ...parts: (string | Buffer)[]): Buffer {
  const body = Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(`${part}\0`) : part)),
  )
  const head = Buffer.alloc(5, type, 'latin1')
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}

/** AuthenticationOk, what clients ask of the session, ReadyForQuery. */
export const greeting = Buffer.concat([
  encode('R', Buffer.alloc(4)),
  encode('S', 'client_encoding', 'UTF8'),
  encode('S', 'DateStyle', 'ISO, MDY'),
  encode('S', 'TimeZone', 'UTC'),
  encode('Z', Buffer.from('I')),
])

export const encodeQuery = (sql: string) => encode('Q', sql)
export const encodeCopyFail = (reason: string) => encode('f', reason)
