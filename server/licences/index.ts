export { licences } from './http.ts'
