import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Problem, Stop } from '../../../server/planning/solver/problem.ts'

/** Where the benchmark instances lie, beside the checkout; read in place, never copied. */
const VRP =
  process.env.BEATLINE_VRP ??
  fileURLToPath(new URL('../../../../shared/data/vrp/', import.meta.url))

export const hasSolomon = existsSync(`${VRP}/solomon`)
export const whySkipped = `no Solomon instances at ${VRP}/solomon`

export interface Instance {
  readonly name: string
  readonly problem: Problem
  /** Best known total distance, in the problem's unit (tenths). */
  readonly bestKnown: number
}

export function listSolomon(): string[] {
  return readdirSync(`${VRP}/solomon`)
    .map((file) => file.replace('.txt', ''))
    .sort()
}

/**
 * Reads a Solomon instance by the DIMACS convention: distances truncated to one decimal, held as
 * tenths; time runs in tenths too; the objective is distance alone; every customer must be served.
 */
export function readSolomon(name: string): Instance {
  const text = readFileSync(`${VRP}/solomon/${name}.txt`, 'utf8')
  const known = JSON.parse(readFileSync(`${VRP}/best-known.json`, 'utf8')) as Record<
    string,
    { cost: number }
  >
  const rows = text
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter((row) => row.every(Number.isFinite))
  const [[fleet = 0, capacity = 0] = [], ...nodes] = rows.filter(
    (row) => row.length === 2 || row.length === 7,
  )
  const size = nodes.length
  const durations = new Float64Array(size * size)
  nodes.forEach(([, x = 0, y = 0], i) => {
    nodes.forEach(([, u = 0, v = 0], j) => {
      durations[i * size + j] = Math.floor(10 * Math.hypot(x - u, y - v))
    })
  })
  const stops = nodes
    .slice(1)
    .map(([id = 0, , , demand = 0, ready = 0, due = 0, service = 0]): Stop => ({
      id,
      location: id,
      serviceSeconds: 10 * service,
      windows: [[10 * ready, 10 * due]],
      prize: Infinity,
      demand,
    }))
  const closing = 10 * (nodes[0]?.[5] ?? 0)
  const vehicles = Array.from({ length: fleet }, (_, id) => ({
    id,
    start: 0,
    end: 0,
    shift: [0, closing] as const,
    capacity,
  }))
  return {
    name,
    problem: {
      stops,
      vehicles,
      size,
      durations,
      distances: durations,
      weights: { perSecond: 1, perMetre: 0 },
    },
    bestKnown: Math.round(10 * (known[name]?.cost ?? Number.NaN)),
  }
}
