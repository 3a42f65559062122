import type { FastifyError } from 'fastify'
import { problems, type ProblemCode } from '../../shared/problems.ts'
import type { VroomError } from '../../shared/optimizer.ts'
import { Problem, toProblem } from '../platform/problem.ts'
import { VroomRefusal } from './vroom/vroom-refusal.ts'

/** Whether it is our fault, and so for the log: nobody waits for an answer after hanging up. */
export function isOurFault(error: unknown): boolean {
  if (error instanceof Error && error.name === 'AbortError') return false
  return readError(error).code === 'internal'
}

/** What went wrong, in VROOM's shape: 1 = our fault, 2 = the request's, 3 = the roads'. */
export function writeRefusal(error: unknown): VroomError {
  const { code, message, pointer } = readError(error)
  return {
    code: numberOf(code),
    error: message,
    problem: code,
    ...(pointer === undefined ? {} : { pointer }),
  }
}

function readError(error: unknown): {
  code: ProblemCode
  message: string
  pointer?: string | undefined
} {
  if (error instanceof VroomRefusal) return error
  const { code, detail } = toProblem(error as FastifyError | Problem)
  return { code, message: detail ?? problems[code].title }
}

const roadTrouble = new Set<ProblemCode>([
  'road-engine-unavailable',
  'roads-missing',
  'no-way-between',
])

function numberOf(code: ProblemCode): VroomError['code'] {
  if (roadTrouble.has(code)) return 3
  return problems[code].status < 500 ? 2 : 1
}
