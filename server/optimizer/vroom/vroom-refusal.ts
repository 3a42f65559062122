import type { ProblemCode } from '../../../shared/problems.ts'

/** A problem that is not taken, with the place that is to blame. */
export class VroomRefusal extends Error {
  override name = 'VroomRefusal'
  readonly code: ProblemCode
  /** JSON pointer (RFC 6901) into the request. */
  readonly pointer: string | undefined
  constructor(code: ProblemCode, message: string, pointer?: string) {
    super(message)
    this.code = code
    this.pointer = pointer
  }
}
