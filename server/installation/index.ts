export { installation, isDemo } from './http.ts'
export { reportHealth } from './health.ts'
export { restoreClock } from './restore-clock.ts'
