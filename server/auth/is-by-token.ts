import type { FastifyRequest } from 'fastify'
import { hashSecret } from './sessions.ts'

/** Whether a program carries the token of the configuration, as `Authorization: Bearer` or `?token=`. */
export function isByToken(
  { headers, query }: Pick<FastifyRequest, 'headers' | 'query'>,
  token: string | undefined,
): boolean {
  if (token === undefined) return false
  const [, bearer] = /^Bearer (\S+)$/i.exec(headers.authorization ?? '') ?? []
  const given = bearer ?? (query as { token?: unknown }).token
  return typeof given === 'string' && hashSecret(given).equals(hashSecret(token))
}
