import { Worker } from 'node:worker_threads'
import { workerUrl } from '../worker-url.ts'
import type { PgliteBatch, PgliteReply, PgliteStart } from './pglite-worker.ts'

/** The embedded database went away under a statement. `code` is the SQLSTATE a server would have sent. */
export class SessionLost extends Error {
  override readonly name = 'SessionLost'
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

interface Pending {
  resolve: (reply: PgliteReply) => void
  reject: (error: Error) => void
}

/**
 * Runs PGlite in a worker thread, one batch of wire messages at a time, and starts it again after it died:
 * PostgreSQL then recovers from its log, so nothing acknowledged is lost.
 */
export class PgliteHost {
  /** Called when the session is gone and with it any open transaction. */
  onLost: (error: SessionLost) => void = () => undefined
  readonly #start: PgliteStart
  #worker: Promise<Worker> | undefined
  #pending: Pending | undefined
  #closed = false

  constructor(start: PgliteStart) {
    this.#start = start
  }

  /** Resolves when the database answers; starts it if it does not run. */
  async open(): Promise<void> {
    await this.#running()
  }

  /**
   * Runs one batch. Nothing can interrupt WebAssembly, so a statement over its time costs the worker.
   * @param timeoutMs 0 for no limit
   * @throws SessionLost
   */
  async run(batch: PgliteBatch, timeoutMs = 0): Promise<Uint8Array> {
    const worker = await this.#running()
    const overdue = timeoutMs
      ? setTimeout(() => {
          this.#lose(
            worker,
            new SessionLost('57014', 'canceling statement due to statement timeout'),
          )
        }, timeoutMs)
      : undefined
    try {
      return (await this.#ask(worker, batch, [batch.bytes.buffer])) as Uint8Array
    } finally {
      clearTimeout(overdue)
    }
  }

  /** Shuts down as a server does, with a checkpoint. */
  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    const worker = await this.#worker?.catch(() => undefined)
    if (!worker) return
    await this.#ask(worker, 'close').catch(() => undefined)
    await worker.terminate()
  }

  #running(): Promise<Worker> {
    if (this.#closed) throw new SessionLost('57P01', 'the embedded database is closed')
    this.#worker ??= this.#launch()
    return this.#worker
  }

  async #launch(): Promise<Worker> {
    const worker = new Worker(workerUrl('./pglite-worker', import.meta.url), {
      workerData: this.#start,
      // Room for PostgreSQL's own limit (max_stack_depth) to stop a runaway recursion before V8's kills the thread.
      resourceLimits: { stackSizeMb: 64 },
    })
    worker.on('message', (reply: PgliteReply) => {
      const pending = this.#pending
      this.#pending = undefined
      pending?.resolve(reply)
    })
    worker.on('error', (cause) => {
      const message = `the embedded database stopped: ${String(cause)}`
      this.#lose(worker, new SessionLost('57P02', message, { cause }))
    })
    worker.on('exit', () => {
      this.#lose(worker, new SessionLost('57P02', 'the embedded database stopped'))
    })
    await new Promise<PgliteReply>((resolve, reject) => {
      this.#pending = { resolve, reject }
    })
    return worker
  }

  #ask(worker: Worker, message: PgliteBatch | 'close', transfer: ArrayBuffer[] = []) {
    return new Promise<PgliteReply>((resolve, reject) => {
      this.#pending = { resolve, reject }
      worker.postMessage(message, transfer)
    })
  }

  #lose(worker: Worker, error: SessionLost): void {
    if (worker.listenerCount('message') === 0) return
    worker.removeAllListeners().on('error', () => undefined)
    void worker.terminate()
    this.#worker = undefined
    const pending = this.#pending
    this.#pending = undefined
    pending?.reject(error)
    this.onLost(error)
  }
}
