import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Config } from '../config.ts'
import type { Announce } from './announce.ts'
import type { Clock } from './clock.ts'
import type { Db } from './database/index.ts'

/** What `app.ts` hands to every feature. */
export interface Parts {
  readonly config: Config
  readonly db: Db
  readonly clock: Clock
  readonly announce: Announce
}

/** A feature's HTTP door: a Fastify plugin whose schemas are TypeBox. */
export type Feature<Options extends object = Parts> = FastifyPluginAsyncTypebox<Options>
