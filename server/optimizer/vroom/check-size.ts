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
  /** In plan mode, squares of the windows of each route: where windows are missed, all are weighed against all. */
  readonly windows: number
}

/** @throws VroomRefusal optimize-too-large */
export function checkSize(request: VroomRequest, caps: SizeCaps): void {
  const { tasks, vehicles } = request
  const skills = tasks.reduce((sum, task) => sum + task.skills.length, 0)
  const sizes: readonly (readonly [size: number, most: number, of: string])[] = [
    [tasks.length, caps.tasks, 'tasks'],
    [vehicles.length, caps.vehicles, 'vehicles'],
    [tasks.length * vehicles.length, caps.choices, 'tasks times vehicles'],
    [skills * vehicles.length, caps.skills, 'skills of tasks times vehicles'],
    [squareWindows(request), caps.windows, 'windows of steps, squared'],
  ]
  for (const [size, most, of] of sizes)
    if (size > most) throw new VroomRefusal('optimize-too-large', `more than ${String(most)} ${of}`)
}

function squareWindows({ planMode, tasks, vehicles, steps }: VroomRequest): number {
  if (!planMode) return 0
  return vehicles.reduce((total, { breaks }, v) => {
    const windows = (steps[v] ?? []).reduce((sum, { kind, index }) => {
      const { windows = [] } = (kind === 'break' ? breaks : tasks)[index] ?? {}
      return sum + Math.max(1, windows.length)
    }, 0)
    return total + windows ** 2
  }, 0)
}
