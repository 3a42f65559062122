export { visits } from './http.ts'
