import type { FastifyRequest } from 'fastify'
import { isLoopbackOnly, loopbackNames, type Config } from '../config.ts'

/**
 * Whether a request was made on this machine, for doors that open without a password. The name it was addressed to must
 * be this machine's too: a foreign page may have its own name resolve to 127.0.0.1 and pass for ours.
 */
export function isFromThisMachine(
  { hostname }: Pick<FastifyRequest, 'hostname'>,
  config: Pick<Config, 'host' | 'publicUrl'>,
): boolean {
  return isLoopbackOnly(config) && loopbackNames.includes(hostname.replace(/^\[|\]$/g, ''))
}
