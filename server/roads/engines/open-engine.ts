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

/** How long what a knock has shown counts. */
const KNOCK_MILLIS = 10_000

/** As `refuseAnswer` words it: an answer in the engine's own format, to a question that it does not take. */
const refusal = / answers (?!HTTP \d|(in )?another format)/

/** The engine chosen by configuration. Its state is whether it answered the last question, if only to refuse it. */
export function openEngine(choice: RemoteChoice): RemoteEngine {
  const engine = opens[choice.name](choice)
  /** Undefined until something was asked; then why it failed, or null. */
  let failure: string | null | undefined
  let knocked: { readonly at: number; readonly failure: Promise<string | null> } | undefined

  const knockSometimes = () => {
    const now = performance.now()
    if (!knocked || now - knocked.at > KNOCK_MILLIS)
      knocked = { at: now, failure: knock(choice.url) }
    return knocked.failure
  }
  const watch = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      const value = await answer
      failure = null
      return value
    } catch (error) {
      const why = explain(error)
      failure = refusal.test(why) ? null : why
      throw error
    }
  }
  return {
    matrix: (query) => watch(engine.matrix(query)),
    path: (query) => watch(engine.path(query)),
    async state() {
      const detail = failure === undefined ? await knockSometimes() : failure
      return { state: detail === null ? 'ready' : 'failed', detail }
    },
  }
}

/** Whether anything answers there, before the first question: why not, or null. */
async function knock(url: string): Promise<string | null> {
  try {
    const response = await fetch(new URL(url).origin, { signal: AbortSignal.timeout(5_000) })
    await response.body?.cancel()
    return null
  } catch (error) {
    return `${new URL(url).origin}: ${explain(error)}`
  }
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}
