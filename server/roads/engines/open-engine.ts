import type { RoadState } from '../../../shared/roads.ts'
import type { RoadEngineChoice } from '../../config.ts'
import { QuestionRefused } from './ask-engine.ts'
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

/** How long what a knock has shown counts. It costs nothing. */
const KNOCK_MILLIS = 10_000
/** The least between two trials: they are questions, which an engine may count. */
const TRIAL_MILLIS = 60_000

/**
 * The engine chosen by configuration. Its state is whether it answered the last question, if only to refuse it. Before
 * the first it is whether anything answers at its address; once it has failed, looking at its state has it asked again,
 * a small piece of the question it failed at.
 */
export function openEngine(choice: RemoteChoice): RemoteEngine {
  const engine = opens[choice.name](choice)
  /** Undefined until something was asked; then why it failed, or null. */
  let failure: string | null | undefined
  let askAgain: () => Promise<unknown> = () => Promise.resolve()

  const knockSometimes = limitRate(KNOCK_MILLIS, () => knock(choice.url))
  const trySometimes = limitRate(TRIAL_MILLIS, () => watch(askAgain).catch(() => undefined))

  /** @param small the like of the question, which costs the engine as little as can be */
  const watch = async <T>(ask: () => Promise<T>, small = askAgain): Promise<T> => {
    try {
      const value = await ask()
      failure = null
      return value
    } catch (error) {
      failure = error instanceof QuestionRefused ? null : explain(error)
      askAgain = small
      throw error
    }
  }
  return {
    matrix: (query) => {
      const sources = query.sources.slice(0, 1)
      const targets = query.targets.slice(-1)
      return watch(
        () => engine.matrix(query),
        () => engine.matrix({ ...query, sources, targets }),
      )
    },
    path: (query) => {
      const points = query.points.slice(0, 2)
      return watch(
        () => engine.path(query),
        () => engine.path({ ...query, points }),
      )
    },
    async state() {
      const detail = failure === undefined ? await knockSometimes() : failure
      // Nobody who looks waits for it: an engine takes half a minute to time out.
      if (failure) void trySometimes()
      return { state: detail === null ? 'ready' : 'failed', detail }
    },
  }
}

/** Does it at most once in so many milliseconds; in between, what it gave last. */
function limitRate<T>(millis: number, run: () => T): () => T {
  let last: { readonly at: number; readonly value: T } | undefined
  return () => {
    const now = performance.now()
    if (!last || now - last.at > millis) last = { at: now, value: run() }
    return last.value
  }
}

/** Whether anything answers there, before the first question: why not, or null. */
async function knock(url: string): Promise<string | null> {
  const place = new URL(url).origin
  try {
    const response = await fetch(place, { signal: AbortSignal.timeout(5_000) })
    await response.body?.cancel()
    return response.status < 500 ? null : `${place} answers HTTP ${String(response.status)}`
  } catch (error) {
    return `${place}: ${explain(error)}`
  }
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}
