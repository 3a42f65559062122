import type { RoadState } from '../../../shared/roads.ts'
import type { RoadEngineChoice } from '../../config.ts'
import { openOpenrouteservice } from './openrouteservice.ts'
import { openOsrm } from './osrm.ts'
import type { TravelEngine } from './travel-engine.ts'
import { openValhalla } from './valhalla.ts'

export type RemoteChoice = Exclude<RoadEngineChoice, { name: 'own' }>

/** An engine elsewhere, and whether it answers. */
export interface RemoteEngine extends TravelEngine {
  state(): Promise<Pick<RoadState, 'state' | 'detail'>>
}

const opens: Record<RemoteChoice['name'], (choice: RemoteChoice) => TravelEngine> = {
  osrm: ({ url }) => openOsrm(url),
  valhalla: ({ url }) => openValhalla(url),
  openrouteservice: ({ url, key }) => openOpenrouteservice(url, key),
}

/** The engine chosen by configuration. Its state is what became of the last question. */
export function openEngine(choice: RemoteChoice): RemoteEngine {
  const engine = opens[choice.name](choice)
  /** Undefined until something was asked; then why it failed, or null. */
  let failure: string | null | undefined

  const watch = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      const value = await answer
      failure = null
      return value
    } catch (error) {
      failure = explain(error)
      throw error
    }
  }
  return {
    matrix: (query) => watch(engine.matrix(query)),
    path: (query) => watch(engine.path(query)),
    async state() {
      const detail = failure === undefined ? await knock(choice.url) : failure
      return { state: detail === null ? 'ready' : 'failed', detail }
    },
  }
}

/** Whether anything answers there, before the first question: why not, or null. */
async function knock(url: string): Promise<string | null> {
  try {
    await fetch(new URL(url).origin, { signal: AbortSignal.timeout(5_000) })
    return null
  } catch (error) {
    return `${new URL(url).origin}: ${explain(error)}`
  }
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}
