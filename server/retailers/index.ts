export { retailers } from './http.ts'
export { licensedOn, retailersInScope, retailersWhere } from './queries.ts'
