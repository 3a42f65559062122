import type { Task } from './read-tasks.ts'
import type { FleetVehicle } from './read-vehicles.ts'

/** Whether a vehicle has all the skills that a task needs. */
export function hasSkills({ skills }: FleetVehicle, task: Task): boolean {
  return task.skills.every((skill) => skills.has(skill))
}
