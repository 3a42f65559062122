export { planning } from './http.ts'
export { ensureDefaultPolicies } from './default-policies.ts'
export { publishedPlans } from './queries.ts'
