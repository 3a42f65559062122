import { taskTypes, type TaskType, type VroomVehicleStep } from '../../../shared/optimizer-input.ts'
import { indexTasks, type Task } from './read-tasks.ts'
import type { FleetVehicle } from './read-vehicles.ts'
import { VroomRefusal } from './vroom-refusal.ts'

/** A step of a route given by hand. */
export interface GivenStep {
  readonly kind: 'start' | 'task' | 'break' | 'end'
  /** Of the task, or of the break in the vehicle's list. */
  readonly index: number
  /** When it begins at the earliest and latest: hard, where everything else is soft. */
  readonly earliest: number
  readonly latest: number
}

/** @throws VroomRefusal for steps that name nothing, or the same twice */
export function readSteps(
  vehicles: readonly FleetVehicle[],
  tasks: readonly Task[],
  planMode: boolean,
): { steps: (GivenStep[] | undefined)[]; unused: string[] } {
  const find = indexTasks(tasks)
  const seen = new Set<string>()
  const unused: string[] = []
  const steps = vehicles.map((vehicle) =>
    vehicle.given.steps?.map((step, index, all) => {
      const pointer = `${vehicle.pointer}/steps/${String(index)}`
      if (!planMode) unused.push(...timesOf(step).map((key) => `${pointer}/${key}`))
      const read = readStep(step, pointer, vehicle, find)
      // Breaks are numbered per vehicle, tasks for all.
      const name =
        read.kind === 'task'
          ? `task ${String(read.index)}`
          : `${vehicle.pointer} ${read.kind} ${String(read.index)}`
      if (seen.has(name))
        throw new VroomRefusal('optimize-invalid', `this ${read.kind} is in two steps`, pointer)
      seen.add(name)
      if ((read.kind === 'start' && index > 0) || (read.kind === 'end' && index < all.length - 1))
        throw new VroomRefusal('optimize-invalid', `${read.kind} is out of place`, pointer)
      return read
    }),
  )
  return { steps, unused }
}

const timesOf = (step: VroomVehicleStep) =>
  (['service_at', 'service_after', 'service_before'] as const).filter(
    (key) => step[key] !== undefined,
  )

function readStep(
  step: VroomVehicleStep,
  pointer: string,
  vehicle: FleetVehicle,
  find: ReturnType<typeof indexTasks>,
): GivenStep {
  const times = {
    earliest: Math.max(step.service_at ?? 0, step.service_after ?? 0),
    latest: Math.min(step.service_at ?? Infinity, step.service_before ?? Infinity),
  }
  if (times.earliest > times.latest)
    throw new VroomRefusal('optimize-invalid', 'the times of this step exclude each other', pointer)
  if (step.type === 'start' || step.type === 'end') return { kind: step.type, index: 0, ...times }
  const { id } = step
  if (id === undefined) throw new VroomRefusal('optimize-invalid', 'id is missing', pointer)
  if (isTask(step.type))
    return { kind: 'task', index: find({ type: step.type, id }, pointer), ...times }
  const index = vehicle.breaks.findIndex(({ given }) => given.id === id)
  if (index < 0)
    throw new VroomRefusal('optimize-invalid', `The vehicle has no break ${String(id)}`, pointer)
  return { kind: 'break', index, ...times }
}

const isTask = (type: string): type is TaskType => (taskTypes as readonly string[]).includes(type)
