import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Problem } from '../solver/index.ts'
import type { ProblemDocument } from './document-writer.ts'
import { writeProblem } from './problem-json.ts'

/** Piscina calls the default export of its worker. */
export default (problem: Problem): ProblemDocument => {
  const text = writeProblem(problem)
  const hash = createHash('sha256').update(text).digest('hex')
  return { hash, gzipped: gzipSync(text, { level: 6 }) }
}
