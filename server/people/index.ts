export { people } from './http.ts'
