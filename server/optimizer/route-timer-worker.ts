import type { TimedPlan, TimingTask } from './route-timer.ts'
import { VroomRefusal } from './vroom/vroom-refusal.ts'
import { writeGivenRoutes } from './vroom/write-solution.ts'

/** Piscina calls the default export of its worker. Errors lose what is special about them between threads. */
export default ({ request, tables }: TimingTask): TimedPlan => {
  try {
    return { plan: writeGivenRoutes(request, tables) }
  } catch (error) {
    if (!(error instanceof VroomRefusal)) throw error
    const { code, message, pointer } = error
    return { refusal: { code, message, pointer } }
  }
}
