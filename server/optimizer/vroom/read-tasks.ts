import type {
  TaskRef,
  TaskType,
  VroomInput,
  VroomJob,
  VroomShipment,
  VroomShipmentStep,
} from '../../../shared/optimizer-input.ts'
import type { Window } from '../../solver/index.ts'
import type { Places } from './places.ts'
import { VroomRefusal } from './vroom-refusal.ts'

/** A job, or one end of a shipment; its index is that of its stop in the solver's problem. */
export interface Task {
  readonly type: TaskType
  readonly pointer: string
  readonly given: VroomJob | VroomShipmentStep
  readonly place: number
  readonly setup: number
  readonly service: number
  /** When set-up and service may begin; empty = at any time. */
  readonly windows: readonly Window[]
  /** Amounts loaded at the start, and brought to the end. */
  readonly delivery: readonly number[]
  readonly pickup: readonly number[]
  /** Amounts carried between the ends of a shipment. */
  readonly carried: readonly number[]
  readonly skills: readonly number[]
  readonly priority: number
  /** Of a shipment: the index of its other end. */
  readonly partner: number | undefined
  readonly choice: VroomShipment['beatline'] | undefined
}

/** All tasks: jobs, then shipments, each its pickup and its delivery. */
export function readTasks(input: VroomInput, places: Places): Task[] {
  const tasks = (input.jobs ?? []).map((job, index) =>
    readJob(job, `/jobs/${String(index)}`, places),
  )
  for (const [index, shipment] of (input.shipments ?? []).entries())
    tasks.push(...readShipment(shipment, `/shipments/${String(index)}`, places, tasks.length))
  refuseTwins(tasks)
  return tasks
}

/** Finds tasks by type and id. */
export function indexTasks(tasks: readonly Task[]): (ref: TaskRef, pointer: string) => number {
  const indexes = new Map(tasks.map((task, index) => [nameOf(task.type, task.given.id), index]))
  return ({ type, id }, pointer) => {
    const index = indexes.get(nameOf(type, id))
    if (index === undefined)
      throw new VroomRefusal('optimize-invalid', `There is no ${type} ${String(id)}`, pointer)
    return index
  }
}

const nameOf = (type: TaskType, id: number) => `${type} ${String(id)}`

function readJob(job: VroomJob, pointer: string, places: Places): Task {
  if (job.amount && job.delivery)
    throw new VroomRefusal(
      'optimize-invalid',
      'amount is the old name of delivery',
      `${pointer}/amount`,
    )
  return {
    ...readStep(job, pointer, places),
    type: 'job',
    delivery: job.delivery ?? job.amount ?? [],
    pickup: job.pickup ?? [],
    carried: [],
    skills: job.skills ?? [],
    priority: job.priority ?? 0,
    partner: undefined,
    choice: job.beatline,
  }
}

/** @param first index that the pickup will have */
function readShipment(
  shipment: VroomShipment,
  pointer: string,
  places: Places,
  first: number,
): [Task, Task] {
  const both = {
    delivery: [],
    pickup: [],
    carried: shipment.amount ?? [],
    skills: shipment.skills ?? [],
    priority: shipment.priority ?? 0,
    choice: shipment.beatline,
  }
  return [
    {
      ...readStep(shipment.pickup, `${pointer}/pickup`, places),
      ...both,
      type: 'pickup',
      partner: first + 1,
    },
    {
      ...readStep(shipment.delivery, `${pointer}/delivery`, places),
      ...both,
      type: 'delivery',
      partner: first,
    },
  ]
}

function readStep(given: VroomJob | VroomShipmentStep, pointer: string, places: Places) {
  return {
    pointer,
    given,
    place: places.locate(given, pointer),
    setup: given.setup ?? 0,
    service: given.service ?? 0,
    windows: readWindows(given.time_windows, pointer),
  }
}

/** @throws VroomRefusal for a window that closes before it opens */
export function readWindows(windows: readonly Window[] | undefined, pointer: string): Window[] {
  for (const [index, [opens, closes]] of (windows ?? []).entries())
    if (opens > closes)
      throw new VroomRefusal(
        'optimize-invalid',
        'the window closes before it opens',
        `${pointer}/time_windows/${String(index)}`,
      )
  return [...(windows ?? [])]
}

function refuseTwins(tasks: readonly Task[]): void {
  const seen = new Set<string>()
  for (const { type, given, pointer } of tasks) {
    const name = nameOf(type, given.id)
    if (seen.has(name))
      throw new VroomRefusal('optimize-invalid', `There are two of ${name}`, `${pointer}/id`)
    seen.add(name)
  }
}
