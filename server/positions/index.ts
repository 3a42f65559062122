export { positions } from './http.ts'
export { createIngest, type Ingest } from './ingest.ts'
export type { Delivery, Move } from './accept-fixes.ts'
export { latestPositions } from './queries.ts'
