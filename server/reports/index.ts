export { reports } from './http.ts'
