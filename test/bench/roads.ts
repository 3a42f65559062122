import { loadavg } from 'node:os'
import { pathToFileURL } from 'node:url'
import { benchCity } from './roads-city.ts'

/** Streets: the city of Heidelberg from its OSM file. */
export async function run(): Promise<void> {
  console.log(`load before: ${loadavg()[0]?.toFixed(1) ?? '?'}`)
  await benchCity()
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await run()
