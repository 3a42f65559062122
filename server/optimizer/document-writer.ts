import { fileURLToPath } from 'node:url'
import { Piscina } from 'piscina'
import { workerUrl } from '../platform/worker-url.ts'
import type { Problem } from '../solver/index.ts'

/** A problem as it is kept and carried: canonical JSON (problem-json.ts), gzipped. */
export interface ProblemDocument {
  /** SHA-256 of the JSON, in hexadecimal. */
  readonly hash: string
  readonly gzipped: Uint8Array
}

/** Writes problems away from the event loop: half a second for a thousand places. */
export interface DocumentWriter {
  write(problem: Problem): Promise<ProblemDocument>
  close(): Promise<void>
}

/** The thread starts with the first problem and ends when none was written in a minute. */
export function openDocumentWriter(): DocumentWriter {
  const pool = new Piscina<Problem, ProblemDocument>({
    filename: fileURLToPath(workerUrl('./document-worker', import.meta.url)),
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 60_000,
  })
  const written = new WeakMap<Problem, Promise<ProblemDocument>>()
  return {
    write(problem) {
      const known = written.get(problem)
      if (known) return known
      const document = pool.run(problem)
      written.set(problem, document)
      document.catch(() => written.delete(problem))
      return document
    },
    close: () => pool.destroy(),
  }
}
