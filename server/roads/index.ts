export { detourOf, estimateLeg } from './estimate-travel.ts'
export type { Travel, TravelLeg, TravelMatrix } from './travel.ts'
