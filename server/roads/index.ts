export { detourOf, estimateLeg } from './estimate-travel.ts'
export { openRoadWorks, type RoadWorks } from './road-works.ts'
export { roads } from './http.ts'
export type { Travel, TravelLeg, TravelMatrix } from './travel.ts'
