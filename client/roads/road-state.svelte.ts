import type { ProfileName, RoadImport, RoadState } from '../../shared/roads.ts'
import { get, send, toRefusal, upload, type Refusal } from '../lib/http.ts'
import { live } from '../lib/live.svelte.ts'
import { toasts } from '../lib/toast.svelte.ts'

const POLL_MILLIS = 700

type UnderWay = Pick<RoadImport, 'fileName' | 'stage' | 'progress'>

/** Streets of the installation and the import under way, kept current while it is looked at. */
export class Roads {
  state = $state.raw<RoadState | undefined>(undefined)
  refusal = $state.raw<Refusal | undefined>(undefined)
  /** From the click until nothing is left of the import. */
  cancelling = $state(false)
  /** Whether the last import was cancelled here. */
  cancelled = $state(false)
  /** A file on its way from here. */
  #sending = $state.raw<{ name: string; abort: AbortController } | undefined>(undefined)

  /** The import that runs: as the server tells, and before it does, the file that was chosen here. */
  readonly underWay: UnderWay | undefined = $derived.by(() => {
    if (this.state?.import?.status === 'running') return this.state.import
    return this.#sending && { fileName: this.#sending.name, stage: 'receive', progress: 0 }
  })

  /** Call while a component starts: reads now, at every change that the server tells, and often while importing. */
  constructor() {
    $effect(() => {
      void this.#read()
      return live.on('roads:changed', () => void this.#read())
    })
    $effect(() => {
      if (this.underWay === undefined) return
      const timer = setInterval(() => void this.#read(), POLL_MILLIS)
      return () => {
        clearInterval(timer)
      }
    })
  }

  /** Why a file was refused is in the state, which stays on the screen; other refusals pass by. */
  async importFile(file: File): Promise<void> {
    const sending = { name: file.name, abort: new AbortController() }
    const { signal } = sending.abort
    this.#sending = sending
    this.cancelled = false
    try {
      this.state = await upload<RoadState>('/roads/import', file, {}, signal)
    } catch (error) {
      const cancelled = signal.aborted || toRefusal(error).code === 'roads-import-cancelled'
      if (!cancelled) toasts.refused(error)
      await this.#read()
    } finally {
      if (this.#sending === sending) this.#sending = undefined
    }
  }

  /** Told to the server first, which otherwise would see a broken upload. */
  cancel = async () => {
    this.cancelling = true
    this.cancelled = true
    await this.#change('DELETE', '/roads/import')
    this.#sending?.abort.abort()
    this.#sending = undefined
    this.cancelling = false
  }
  remove = () => this.#change('DELETE', '/roads/data')
  travelBy = (profile: ProfileName) => this.#change('PUT', '/roads/profile', { profile })

  async #change(method: 'PUT' | 'DELETE', path: string, body?: object): Promise<void> {
    try {
      this.state = await send<RoadState>(method, path, body)
    } catch (error) {
      toasts.refused(error)
    }
  }

  async #read(): Promise<void> {
    try {
      this.state = await get<RoadState>('/roads')
      this.refusal = undefined
    } catch (error) {
      this.refusal = toRefusal(error)
    }
  }
}
