import { cpus, totalmem } from 'node:os'

/** `run` gets the words behind the bench's name, if it wants any. */
interface Bench {
  readonly run: (words: readonly string[]) => Promise<void> | void
}

/** Each bench prints its own figures; all of them when none is named. */
const benches = {
  start: () => import('./start.ts'),
  tiles: () => import('./tiles.ts'),
  import: () => import('./import.ts'),
  density: () => import('./density.ts'),
  positions: () => import('./positions.ts'),
  optimizer: () => import('./optimizer.ts'),
  horizon: () => import('./horizon.ts'),
  desk: () => import('./desk.ts'),
  why: () => import('./why.ts'),
  osm: () => import('./osm.ts'),
  'osm-fuzz': () => import('./osm-fuzz.ts'),
  roads: () => import('./roads.ts'),
  'base-map': () => import('./base-map.ts'),
} satisfies Record<string, () => Promise<Bench>>

const isBench = (word: string) => word in benches
const words = process.argv.slice(2)
const names = words.slice(0, words.findIndex((word) => !isBench(word)) >>> 0)
const rest = words.slice(names.length)
const takesWords = names.length === 1 && ['optimizer', 'osm-fuzz'].includes(names[0] ?? '')
const unknown = takesWords ? [] : rest
if (unknown.length > 0) {
  console.error(`No bench ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`)
  process.exit(2)
}

const [cpu] = cpus()
console.log(
  `${String(cpus().length)} × ${cpu?.model.trim() ?? 'unknown processor'}, ` +
    `${(totalmem() / 2 ** 30).toFixed(0)} GB, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}`,
)
for (const [name, load] of Object.entries(benches)) {
  if (names.length > 0 && !names.includes(name)) continue
  console.log(`\n== ${name}`)
  const bench: Bench = await load()
  await bench.run(rest)
}
