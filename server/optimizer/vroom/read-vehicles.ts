import type { VroomBreak, VroomInput, VroomVehicle } from '../../../shared/optimizer-input.ts'
import type { Window } from '../../solver/index.ts'
import type { Places } from './places.ts'
import { indexTasks, readWindows, type Task } from './read-tasks.ts'
import { VroomRefusal } from './vroom-refusal.ts'

/** A vehicle with its places looked up. */
export interface FleetVehicle {
  readonly given: VroomVehicle
  readonly pointer: string
  readonly start: number | undefined
  readonly end: number | undefined
  /** Working hours; without any, from the zero of the caller's clock on. */
  readonly hours: Window
  readonly profile: string
  readonly skills: ReadonlySet<number>
  /** In the order in which they are taken: by the last moment they may begin, as VROOM sorts them. */
  readonly breaks: readonly FleetBreak[]
  readonly speed: number
  readonly perSecond: number
  readonly perMetre: number
  readonly perTaskSecond: number
  readonly fixed: number
  readonly underway: FleetUnderway | undefined
}

export interface FleetBreak {
  readonly given: VroomBreak
  readonly pointer: string
  readonly windows: readonly Window[]
  readonly seconds: number
}

export interface FleetUnderway {
  readonly done: readonly number[]
  readonly departAt: number
  /** Where the vehicle is by now; absent = at its last task done, or at its start. */
  readonly from: number | undefined
}

/** @throws VroomRefusal */
export function readVehicles(
  { vehicles }: VroomInput,
  tasks: readonly Task[],
  places: Places,
): FleetVehicle[] {
  const find = indexTasks(tasks)
  const ids = new Set<number>()
  return vehicles.map((given, index) => {
    const pointer = `/vehicles/${String(index)}`
    if (ids.has(given.id))
      throw new VroomRefusal(
        'optimize-invalid',
        `There are two vehicles ${String(given.id)}`,
        `${pointer}/id`,
      )
    ids.add(given.id)
    const { costs = {}, speed_factor: speed = 1 } = given
    const hours = readHours(given, pointer)
    return {
      given,
      pointer,
      ...readEnds(given, pointer, places),
      hours,
      profile: given.profile ?? 'car',
      skills: new Set(given.skills),
      breaks: readBreaks(given, pointer, hours),
      // VROOM looks at two digits.
      speed: Math.max(0.01, Math.round(speed * 100) / 100),
      perSecond: (costs.per_hour ?? 3600) / 3600,
      perMetre: (costs.per_km ?? 0) / 1000,
      perTaskSecond: (costs.per_task_hour ?? 0) / 3600,
      fixed: costs.fixed ?? 0,
      underway: readUnderway(given, pointer, find, places),
    }
  })
}

function readHours({ time_window: hours }: VroomVehicle, pointer: string): Window {
  if (hours && hours[0] > hours[1])
    throw new VroomRefusal(
      'optimize-invalid',
      'the window closes before it opens',
      `${pointer}/time_window`,
    )
  return hours ?? [0, Infinity]
}

function readEnds(given: VroomVehicle, pointer: string, places: Places) {
  const locate = (key: 'start' | 'end') => {
    const [location, row] = [given[key], given[`${key}_index`]]
    if (location === undefined && row === undefined) return undefined
    return places.locate({ location, location_index: row }, pointer, [key, `${key}_index`])
  }
  const ends = { start: locate('start'), end: locate('end') }
  if (ends.start === undefined && ends.end === undefined)
    throw new VroomRefusal('optimize-invalid', 'a vehicle needs a start or an end', pointer)
  return ends
}

function readBreaks({ breaks = [] }: VroomVehicle, pointer: string, hours: Window): FleetBreak[] {
  if (new Set(breaks.map(({ id }) => id)).size < breaks.length)
    throw new VroomRefusal('optimize-invalid', 'two breaks have one id', `${pointer}/breaks`)
  return breaks
    .map((given, index) => {
      const place = `${pointer}/breaks/${String(index)}`
      const windows = given.time_windows ? readWindows(given.time_windows, place) : [hours]
      return { given, pointer: place, windows, seconds: given.service ?? 0 }
    })
    .sort((a, b) => lastClose(a) - lastClose(b) || firstOpen(a) - firstOpen(b))
}

const lastClose = ({ windows }: FleetBreak) => Math.max(...windows.map(([, closes]) => closes))
const firstOpen = ({ windows }: FleetBreak) => Math.min(...windows.map(([opens]) => opens))

function readUnderway(
  { beatline }: VroomVehicle,
  pointer: string,
  find: ReturnType<typeof indexTasks>,
  places: Places,
): FleetUnderway | undefined {
  const underway = beatline?.underway
  if (!underway) return undefined
  const place = `${pointer}/beatline/underway`
  const isPlaced = underway.location !== undefined || underway.location_index !== undefined
  return {
    done: underway.done.map((ref, index) => find(ref, `${place}/done/${String(index)}`)),
    departAt: underway.depart_at,
    from: isPlaced ? places.locate(underway, place) : undefined,
  }
}
