import type { StyleSpecification } from 'maplibre-gl'
import type { BaseMapDescription, VectorSchema } from '../../shared/tiles.ts'
import { get } from '../lib/http.ts'
import { live } from '../lib/live.svelte.ts'
import { toasts } from '../lib/toast.svelte.ts'
import type { BaseColours } from './base-colours.ts'

/** Options that the style builders of all schemas take. */
export interface BuildOptions {
  readonly theme: 'gray' | 'gray-dark'
  readonly colors: BaseColours
  readonly layers: object
  readonly text: object
  readonly urls: Record<string, string>
}
/** Gives the layers that draw tiles of one schema. */
export type StyleBuilder = (options: BuildOptions) => Pick<StyleSpecification, 'layers'>

/** Only the one that is needed is loaded. */
const builders: Record<VectorSchema, () => Promise<StyleBuilder>> = {
  shortbread: async () => (await import('@versatiles/style')).osm,
  openmaptiles: async () => (await import('@versatiles/style/omt')).omt,
  protomaps: async () => (await import('@versatiles/style/protomaps')).protomaps,
}

/** What lies under everything, as the server tells it; the same for every map of the page. */
class BaseMap {
  /** Undefined until it is known. */
  about = $state.raw<BaseMapDescription | undefined>(undefined)
  /** Undefined unless vector tiles are drawn. */
  build = $state.raw<StyleBuilder | undefined>(undefined)
  /** Counts the readings: of two under way the later one tells. */
  #readings = 0

  /**
   * Keeps up with the server while maps are shown.
   * @returns the means to stop
   */
  follow(): () => void {
    const read = () => void this.#read()
    read()
    const stops = [
      live.on('roads:changed', read),
      live.on('map:changed', read),
      live.onReturn(read),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }

  async #read(): Promise<void> {
    const reading = ++this.#readings
    try {
      const about = await get<BaseMapDescription>('/tiles/base')
      const build = about.kind === 'vector' ? await builders[about.schema]() : undefined
      if (reading !== this.#readings || about.version === this.about?.version) return
      this.build = build
      this.about = about
    } catch (error) {
      toasts.refused(error)
    }
  }
}

export const baseMap = new BaseMap()
