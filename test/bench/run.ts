import { cpus, totalmem } from 'node:os'

/** Each bench prints its own figures; all of them when none is named. */
const benches = {
  start: () => import('./start.ts'),
  tiles: () => import('./tiles.ts'),
  import: () => import('./import.ts'),
  density: () => import('./density.ts'),
  positions: () => import('./positions.ts'),
  solver: () => import('./solver.ts'),
  osm: () => import('./osm.ts'),
  'osm-fuzz': () => import('./osm-fuzz.ts'),
  roads: () => import('./roads.ts'),
  'base-map': () => import('./base-map.ts'),
} satisfies Record<string, () => Promise<{ run: () => Promise<void> | void }>>

const names = process.argv.slice(2)
const unknown = names.filter((name) => !(name in benches))
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
  const bench: { run: () => Promise<void> | void } = await load()
  await bench.run()
}
