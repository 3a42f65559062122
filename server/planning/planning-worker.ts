import { planTours } from './plan-tours.ts'

/** Piscina calls the default export of its worker. */
export default planTours
