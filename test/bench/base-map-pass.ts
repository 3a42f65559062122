import { pathToFileURL } from 'node:url'
import { drawBaseMap, type DrawnMap } from '../../server/tiles/draw/draw-base-map.ts'

export interface Figures {
  readonly map: DrawnMap
  /** Seconds of the processor, of all threads, and on the clock. */
  readonly seconds: number
  readonly wall: number
  /** The most memory of the process, in MB. */
  readonly peak: number
}

/** Draws a map once, in a process of its own: `node base-map-pass.ts OSM MAP` answers by message. */
async function measure(osmPath: string, mapPath: string): Promise<Figures> {
  const started = performance.now()
  const before = process.cpuUsage()
  const map = await drawBaseMap(osmPath, mapPath, () => undefined)
  const { user, system } = process.cpuUsage(before)
  return {
    map,
    seconds: (user + system) / 1e6,
    wall: (performance.now() - started) / 1000,
    peak: process.resourceUsage().maxRSS / 1024,
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [, , osmPath = '', mapPath = ''] = process.argv
  process.send?.(await measure(osmPath, mapPath))
}
