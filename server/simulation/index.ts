export { simulation } from './http.ts'
