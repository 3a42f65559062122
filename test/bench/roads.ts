import { loadavg } from 'node:os'
import { pathToFileURL } from 'node:url'
import { benchCity } from './roads-city.ts'
import { benchRegions } from './roads-region.ts'

/** Streets: the city of Heidelberg from its OSM file, and hierarchies of synthetic graphs. */
export async function run(): Promise<void> {
  console.log(`load before: ${loadavg()[0]?.toFixed(1) ?? '?'}`)
  await benchCity()
  await benchRegions()
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await run()
