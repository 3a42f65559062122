import type { VroomBreak, VroomInput, VroomVehicle } from '../../../shared/optimizer-input.ts'
import type { VroomRoute, VroomSolution, VroomStep } from '../../../shared/optimizer.ts'

interface Rules {
  readonly time_windows?: readonly (readonly [number, number])[]
  readonly setup?: number
  readonly service?: number
  readonly skills?: readonly number[]
  readonly priority?: number
}

/** Reads an answer beside its problem in the plainest way, and throws naming the first rule broken. */
export function checkAnswer(input: VroomInput, answer: VroomSolution): void {
  const rules = listTasks(input)
  const named = [
    ...answer.routes.flatMap(({ steps }) => steps.filter(isTask)),
    ...answer.unassigned,
  ]
  const names = named.map(({ type, id }) => `${type} ${String(id)}`).sort()
  claim(names.join() === [...rules.keys()].sort().join(), 'every task is in one route or left out')
  for (const route of answer.routes) {
    const vehicle = input.vehicles.find(({ id }) => id === route.vehicle)
    if (!vehicle) throw new Error('a route is of a vehicle')
    if (!vehicle.beatline) checkRoute(vehicle, route, rules)
  }
  claim(answer.summary.unassigned === answer.unassigned.length, 'those left out are counted')
  const sum = (key: 'cost' | 'duration' | 'service' | 'setup' | 'waiting_time' | 'priority') =>
    answer.routes.reduce((all, route) => all + route[key], 0)
  for (const key of ['cost', 'duration', 'service', 'setup', 'waiting_time', 'priority'] as const)
    claim(answer.summary[key] === sum(key), `${key} of all routes adds up`)
}

function checkRoute(vehicle: VroomVehicle, route: VroomRoute, rules: Map<string, Rules>): void {
  const { steps } = route
  const [opens, closes] = vehicle.time_window ?? [0, Infinity]
  const ends = steps.map(
    ({ arrival, waiting_time: waiting, setup, service }) => arrival + waiting + setup + service,
  )
  claim((steps[0]?.arrival ?? 0) >= opens, 'nobody leaves before the shift')
  claim((ends.at(-1) ?? 0) <= closes, 'everybody is back in the shift')
  steps.forEach((step, i) => {
    const travelled = step.duration - (steps[i - 1]?.duration ?? 0)
    claim(step.waiting_time >= 0 && travelled >= 0, 'nobody travels back in time')
    if (i > 0) claim(step.arrival === (ends[i - 1] ?? 0) + travelled, 'times add up')
    checkStep(vehicle, step, rules)
    claim(step.violations.length === 0, 'no rule is broken')
    claim(
      (step.load ?? []).every((amount, d) => amount <= (vehicle.capacity?.[d] ?? 0)),
      'the load fits in',
    )
  })
  const tasks = steps.filter(isTask)
  claim(tasks.length <= (vehicle.max_tasks ?? Infinity), 'there are not too many tasks')
  claim(route.duration <= (vehicle.max_travel_time ?? Infinity), 'the travel is not too long')
  claim((route.distance ?? 0) <= (vehicle.max_distance ?? Infinity), 'the way is not too long')
  claim(
    steps.filter(({ type }) => type === 'break').length === (vehicle.breaks ?? []).length,
    'all breaks are taken',
  )
  const priority = tasks.reduce((sum, step) => sum + (rules.get(nameOf(step))?.priority ?? 0), 0)
  claim(route.priority === priority, 'priorities are summed')
}

function checkStep(vehicle: VroomVehicle, step: VroomStep, rules: Map<string, Rules>): void {
  const rest = vehicle.breaks?.find(({ id }) => step.type === 'break' && id === step.id)
  const rule: Rules | VroomBreak = rest ?? rules.get(nameOf(step)) ?? {}
  const begin = step.arrival + step.waiting_time
  const windows = rule.time_windows ?? [[0, Infinity] as const]
  claim(
    windows.some(([opens, closes]) => begin >= opens && begin <= closes),
    'it begins in a window',
  )
  claim(step.service === (rule.service ?? 0), 'it takes as long as it takes')
  const skills = 'skills' in rule ? (rule.skills ?? []) : []
  claim(
    skills.every((skill) => vehicle.skills?.includes(skill)),
    'who does it has the skills',
  )
}

function listTasks({ jobs = [], shipments = [], vehicles }: VroomInput): Map<string, Rules> {
  const done = vehicles.flatMap(({ beatline }) => beatline?.underway?.done ?? []).map(nameOf)
  const all: [string, Rules][] = [
    ...jobs.map((job) => [`job ${String(job.id)}`, job as Rules] as [string, Rules]),
    ...shipments.flatMap(({ pickup, delivery, skills, priority }) => {
      const shared = { ...(skills && { skills }), ...(priority !== undefined && { priority }) }
      const ends: [string, Rules][] = [
        [`pickup ${String(pickup.id)}`, { ...pickup, ...shared }],
        [`delivery ${String(delivery.id)}`, { ...delivery, ...shared }],
      ]
      return ends
    }),
  ]
  return new Map(all.filter(([name]) => !done.includes(name)))
}

const isTask = ({ type }: { readonly type: string }) => ['job', 'pickup', 'delivery'].includes(type)
const nameOf = ({ type, id }: { readonly type: string; readonly id?: number }) =>
  `${type} ${String(id)}`

function claim(holds: boolean, rule: string): void {
  if (!holds) throw new Error(`The answer is wrong: ${rule}`)
}
