import { Duplex } from 'node:stream'
import { SessionLost, type PgliteHost } from './pglite-host.ts'
import type { SessionQueue } from './session-queue.ts'
import * as wire from './wire.ts'

/** Ends what the client sends in one go: Query, Sync, Flush. Only the first two are answered by ReadyForQuery. */
const batchEnds = new Set(['Q', 'S', 'H'])
/** CopyData, CopyDone, CopyFail come too late (see refuseCopy); Terminate is followed by the end of the stream. */
const ignored = new Set(['d', 'c', 'f', 'X'])

/**
 * PGlite ends its process at COPY … FROM STDIN, for it finds no more input. The backend ignores a CopyFail outside
 * of a copy, so every batch carries one: a copy then fails like any statement, and nothing needs to parse SQL.
 */
const refuseCopy = wire.encodeCopyFail(
  'the embedded database does not take it; insert through jsonb or unnest, which work on every engine',
)

/**
 * What `pg` takes for a socket: speaks the wire protocol to the embedded database. The database has one session;
 * this connection holds it from its first message to the ReadyForQuery that says no transaction is open.
 */
export class PgStream extends Duplex {
  readonly #host: PgliteHost
  readonly #queue: SessionQueue<PgStream>
  #received: Buffer = Buffer.alloc(0)
  #batch: Buffer[] = []
  #started = false
  #busy = false
  #statementTimeout = 0
  #idleTimeout = 0
  #idle: NodeJS.Timeout | undefined

  constructor(host: PgliteHost, queue: SessionQueue<PgStream>) {
    // The end of one side ends both, as a server's connection does.
    super({ allowHalfOpen: false })
    this.#host = host
    this.#queue = queue
  }

  connect(): this {
    process.nextTick(() => this.emit('connect'))
    return this
  }

  /** Called by `pg` as on a socket; there is nothing to set. */
  setNoDelay(): this {
    return this
  }
  setKeepAlive(): this {
    return this
  }
  ref(): this {
    return this
  }
  unref(): this {
    return this
  }

  override _read(): void {
    // Answers are pushed when they come.
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.#accept(chunk).then(() => {
      done()
    }, done)
  }

  override _final(done: () => void): void {
    this.push(null)
    done()
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    clearTimeout(this.#idle)
    // While a statement runs, #run lets the session go when it comes back.
    if (this.#queue.holder === this && !this.#busy) void this.#abandon()
    done(error)
  }

  async #accept(chunk: Buffer): Promise<void> {
    this.#received = this.#received.length ? Buffer.concat([this.#received, chunk]) : chunk
    if (!this.#started) return this.#greet()
    const { messages, rest } = wire.splitMessages(this.#received)
    this.#received = rest
    for (const { type, bytes } of messages) {
      if (!ignored.has(type)) this.#batch.push(bytes)
      if (batchEnds.has(type)) await this.#run(type)
    }
  }

  async #greet(): Promise<void> {
    const startup = wire.readStartup(this.#received)
    if (!startup) return
    this.#received = Buffer.alloc(0)
    this.#started = true
    this.#statementTimeout = Number(startup.get('statement_timeout') ?? 0)
    this.#idleTimeout = Number(startup.get('idle_in_transaction_session_timeout') ?? 0)
    await this.#host.open()
    this.push(wire.greeting)
  }

  async #run(end: string): Promise<void> {
    const last = this.#batch.pop() ?? Buffer.alloc(0)
    const messages = end === 'Q' ? [last, refuseCopy] : [...this.#batch, refuseCopy, last]
    this.#batch = []
    await this.#queue.enter(this)
    clearTimeout(this.#idle)
    this.#busy = true
    const complete = end !== 'H'
    try {
      const batch = { bytes: Uint8Array.from(Buffer.concat(messages)), complete }
      const answer = await this.#host.run(batch, this.#statementTimeout)
      this.#busy = false
      this.#settle(answer, complete)
    } catch (error) {
      this.#busy = false
      this.#queue.leave(this)
      throw error
    }
  }

  #settle(answer: Uint8Array, complete: boolean): void {
    const open = !complete || answer.at(-1) !== 'I'.charCodeAt(0)
    if (!open) this.#queue.leave(this)
    else if (this.destroyed) void this.#abandon()
    else if (this.#idleTimeout)
      this.#idle = setTimeout(() => void this.#expire(), this.#idleTimeout)
    if (!this.destroyed) this.push(answer)
  }

  /** Someone forgot a transaction, or waits inside one for another connection: nobody else could ever go on. */
  async #expire(): Promise<void> {
    await this.#abandon()
    const message = 'terminating connection due to idle-in-transaction timeout'
    this.destroy(new SessionLost('25P03', message))
  }

  /** Rolls back what the connection left open and lets the next one in. */
  async #abandon(): Promise<void> {
    this.#busy = true
    const bytes = Uint8Array.from(wire.encodeQuery('rollback'))
    await this.#host.run({ bytes, complete: true }).catch(() => undefined)
    this.#busy = false
    this.#queue.leave(this)
  }
}
