export { positions } from './http.ts'
export { createIngest } from './ingest.ts'
export { latestPositions } from './queries.ts'
