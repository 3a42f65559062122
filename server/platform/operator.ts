import type { FastifyInstance } from 'fastify'

/** A request of the server to its own API, with the checks and the audit that everybody passes. */
export type AsOperator = <T>(method: 'POST', path: string, body: object) => Promise<T>

/** @throws Error with the answer's code when the request is refused */
export function createOperator(http: FastifyInstance, token: string): AsOperator {
  return async <T>(method: 'POST', path: string, body: object) => {
    const answer = await http.inject({
      method,
      url: `/api/v1${path}`,
      headers: { authorization: `Bearer ${token}` },
      payload: body,
    })
    if (answer.statusCode >= 400)
      throw new Error(`${path} was refused: ${answer.json<{ code: string }>().code}`)
    return answer.json<T>()
  }
}
