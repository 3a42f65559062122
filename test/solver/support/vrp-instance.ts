import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Problem, Stop } from '../../../server/solver/problem.ts'

/** Where the benchmark instances lie, beside the checkout; read in place, never copied. */
const VRP =
  process.env.BEATLINE_VRP ??
  fileURLToPath(new URL('../../../../shared/data/vrp/', import.meta.url))

/** Groups of instances: folder, and which of its files. */
const GROUPS = {
  solomon: { folder: 'solomon', names: /^/ },
  'homberger-200': { folder: 'homberger', names: /_2_/ },
  'homberger-400': { folder: 'homberger', names: /_4_/ },
  'homberger-1000': { folder: 'homberger', names: /_10_/ },
  x: { folder: 'x', names: /^/ },
} as const

export type InstanceGroup = keyof typeof GROUPS

export const INSTANCE_GROUPS = Object.keys(GROUPS) as readonly InstanceGroup[]

export const hasInstances = existsSync(VRP)
export const whySkipped = `no instances at ${VRP}`

export interface Instance {
  readonly name: string
  readonly problem: Problem
  /** Best known cost, in the problem's unit. */
  readonly bestKnown: number
}

/** Names of a group's instances, which `readInstance` reads. */
export function listInstances(group: InstanceGroup): string[] {
  const { folder, names } = GROUPS[group]
  return readdirSync(`${VRP}/${folder}`)
    .map((file) => file.replace(/\.\w+$/, ''))
    .filter((name) => names.test(name))
    .sort()
}

export function readInstance(group: InstanceGroup, name: string): Instance {
  const path = `${VRP}/${GROUPS[group].folder}/${name}`
  return group === 'x'
    ? readCapacitated(name, readFileSync(`${path}.vrp`, 'utf8'))
    : readWindowed(name, readFileSync(`${path}.txt`, 'utf8'))
}

/**
 * A Solomon or Homberger instance by the DIMACS convention: distances truncated to one decimal, held
 * as tenths; time runs in tenths too; the objective is distance alone; all must be served.
 */
function readWindowed(name: string, text: string): Instance {
  const rows = text.split('\n').map(readNumbers)
  const [fleet = 0, capacity = 0] = rows.find((row) => row.length === 2) ?? []
  const nodes = rows.filter((row) => row.length === 7)
  const points = nodes.map(([, x = 0, y = 0]) => [x, y] as const)
  const stops = nodes
    .slice(1)
    .map(([id = 0, , , demand = 0, ready = 0, due = 0, service = 0]): Stop => ({
      id,
      location: id,
      serviceSeconds: 10 * service,
      windows: [[10 * ready, 10 * due]],
      prize: Infinity,
      delivery: [demand],
    }))
  const closing = 10 * (nodes[0]?.[5] ?? 0)
  const legs = measureLegs(points, (length) => Math.floor(10 * length))
  return {
    name,
    problem: poseProblem(stops, fleet, capacity, closing, legs),
    bestKnown: Math.round(10 * readBestKnown(name)),
  }
}

/**
 * An X instance (Uchoa et al. 2017): distances rounded to integers, no times, all must be served.
 * The fleet is not limited; a third more than the load needs is as good as that.
 */
function readCapacitated(name: string, text: string): Instance {
  const rows = text.split('\n').map(readNumbers)
  const capacity = Number(/CAPACITY\s*:\s*(\d+)/.exec(text)?.[1])
  const points = rows.filter((row) => row.length === 3).map(([, x = 0, y = 0]) => [x, y] as const)
  const demands = rows.filter((row) => row.length === 2).map(([, demand = 0]) => demand)
  const stops = points.slice(1).map((_, s): Stop => ({
    id: s + 1,
    location: s + 1,
    serviceSeconds: 0,
    windows: [],
    prize: Infinity,
    delivery: [demands[s + 1] ?? Number.NaN],
  }))
  const load = demands.reduce((sum, demand) => sum + demand, 0)
  const fleet = 5 + Math.ceil((1.3 * load) / capacity)
  return {
    name,
    problem: poseProblem(stops, fleet, capacity, 1e9, measureLegs(points, Math.round)),
    bestKnown: readBestKnown(name),
  }
}

function readNumbers(line: string): number[] {
  const numbers = line.trim().split(/\s+/).map(Number)
  return numbers.every(Number.isFinite) ? numbers : []
}

function readBestKnown(name: string): number {
  const known = JSON.parse(readFileSync(`${VRP}/best-known.json`, 'utf8')) as Record<
    string,
    { cost: number }
  >
  return known[name]?.cost ?? Number.NaN
}

function measureLegs(
  points: readonly (readonly [number, number])[],
  round: (length: number) => number,
): Float64Array {
  const legs = new Float64Array(points.length ** 2)
  points.forEach(([x, y], i) => {
    points.forEach(([u, v], j) => {
      legs[i * points.length + j] = round(Math.hypot(x - u, y - v))
    })
  })
  return legs
}

function poseProblem(
  stops: readonly Stop[],
  fleet: number,
  capacity: number,
  closing: number,
  legs: Float64Array,
): Problem {
  const vehicles = Array.from({ length: fleet }, (_, id) => ({
    id,
    start: 0,
    end: 0,
    shift: [0, closing] as const,
    capacity: [capacity],
    weights: { perSecond: 1, perMetre: 0 },
  }))
  const matrix = { size: stops.length + 1, durations: legs, distances: legs }
  return { stops, vehicles, matrices: [matrix] }
}
