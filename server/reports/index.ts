export { reports } from './http.ts'
export { isOpenReport } from './queries.ts'
