export { areas } from './http.ts'
