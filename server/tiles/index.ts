export { hasOwnMap } from './has-own-map.ts'
export { tiles } from './http.ts'
export { writeBaseMap } from './write-base-map.ts'
