export { tiles } from './http.ts'
