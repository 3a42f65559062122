import type { VroomInput } from '../../../shared/optimizer-input.ts'
import type { Pair, Repeat } from '../../solver/index.ts'
import { checkShape } from './check-shape.ts'
import { openPlaces, type Places } from './places.ts'
import { readSteps, type GivenStep } from './read-steps.ts'
import { readTasks, type Task } from './read-tasks.ts'
import { readPairs, readRepeats } from './read-ties.ts'
import { readVehicles, type FleetVehicle } from './read-vehicles.ts'
import { VroomRefusal } from './vroom-refusal.ts'

/** A VROOM problem, checked and looked up, before anything is known of travel: nothing but values, so that threads take it. Times are the caller's. */
export interface VroomRequest {
  readonly input: VroomInput
  /** Only times for given steps are asked for. */
  readonly planMode: boolean
  readonly tasks: readonly Task[]
  readonly vehicles: readonly FleetVehicle[]
  readonly places: Pick<Places, 'given' | 'points'>
  /** Of matrices, in the order of the solver's. */
  readonly profiles: readonly string[]
  /** Tasks that belong together: shipments, and what `beatline.pairs` names. */
  readonly pairs: readonly Pair[]
  readonly repeats: readonly Repeat[]
  /** Kinds of amounts. */
  readonly dimensions: number
  /** Per vehicle; undefined = none given. */
  readonly steps: readonly (readonly GivenStep[] | undefined)[]
  /** Pointers of keys that have no meaning in this mode. */
  readonly unused: readonly string[]
}

/** @throws VroomRefusal naming the first place that is wrong or not supported */
export function readRequest(body: unknown): VroomRequest {
  const input = checkShape(body)
  const planMode = input.options?.c === true
  const places = openPlaces(input)
  const tasks = readTasks(input, places)
  const vehicles = readVehicles(input, tasks, places)
  const { steps, unused } = readSteps(vehicles, tasks, planMode)
  return {
    input,
    planMode,
    tasks,
    vehicles,
    places: { given: places.given, points: places.points },
    profiles: [...new Set(vehicles.map(({ profile }) => profile))],
    pairs: readPairs(input, tasks),
    repeats: readRepeats(input, tasks),
    dimensions: countDimensions(tasks, vehicles),
    steps,
    unused,
  }
}

/** As in VROOM, every list of amounts is as long as the capacities, and all vehicles have one or none has. */
function countDimensions(tasks: readonly Task[], vehicles: readonly FleetVehicle[]): number {
  const dimensions = vehicles.find(({ given }) => given.capacity)?.given.capacity?.length ?? 0
  const check = (amounts: readonly unknown[] | undefined, pointer: string) => {
    if (amounts !== undefined && amounts.length !== dimensions)
      throw new VroomRefusal(
        'optimize-invalid',
        `${String(amounts.length)} amounts where the capacity has ${String(dimensions)}`,
        pointer,
      )
  }
  for (const { given, pointer, breaks } of vehicles) {
    check(given.capacity ?? [], `${pointer}/capacity`)
    for (const rest of breaks) check(rest.given.max_load, `${rest.pointer}/max_load`)
  }
  for (const { delivery, pickup, carried, pointer } of tasks)
    for (const amounts of [delivery, pickup, carried])
      if (amounts.length > 0) check(amounts, pointer)
  return dimensions
}
