export { planning } from './http.ts'
export { PARKING_SECONDS } from './parking.ts'
export { ensureDefaultPolicies } from './default-policies.ts'
export { publishedPlans, teamOfPlan } from './queries.ts'
