import type { VroomRequest } from './read-request.ts'
import { VroomRefusal } from './vroom-refusal.ts'

/** What a problem may have at most, so that everything but the search takes a moment. */
export interface SizeCaps {
  readonly tasks: number
  readonly vehicles: number
  /** Tasks × vehicles: who may serve what, and at which price, is a table. */
  readonly choices: number
  /** Skills asked for by all tasks × vehicles that may have them. */
  readonly skills: number
}

/** @throws VroomRefusal optimize-too-large */
export function checkSize({ tasks, vehicles }: VroomRequest, caps: SizeCaps): void {
  const skills = tasks.reduce((sum, task) => sum + task.skills.length, 0)
  const sizes: readonly (readonly [size: number, most: number, of: string])[] = [
    [tasks.length, caps.tasks, 'tasks'],
    [vehicles.length, caps.vehicles, 'vehicles'],
    [tasks.length * vehicles.length, caps.choices, 'tasks times vehicles'],
    [skills * vehicles.length, caps.skills, 'skills of tasks times vehicles'],
  ]
  for (const [size, most, of] of sizes)
    if (size > most) throw new VroomRefusal('optimize-too-large', `more than ${String(most)} ${of}`)
}
