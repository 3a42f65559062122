import type { Feature } from '../platform/http.ts'
import { roadImports, type RoadsOptions } from './http-import.ts'
import { roadQueries } from './http-queries.ts'

/** Streets of the installation: bringing them in, and asking them. */
export const roads: Feature<RoadsOptions> = async (app, options) => {
  await app.register(roadImports, options)
  await app.register(roadQueries, options)
}
