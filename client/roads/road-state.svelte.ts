import type { ProfileName, RoadState } from '../../shared/roads.ts'
import { get, send, toRefusal, upload, type Refusal } from '../lib/http.ts'
import { live } from '../lib/live.svelte.ts'
import { toasts } from '../lib/toast.svelte.ts'

const POLL_MILLIS = 700

/** Streets of the installation and the import under way, kept current while it is looked at. */
export class Roads {
  state = $state.raw<RoadState | undefined>(undefined)
  refusal = $state.raw<Refusal | undefined>(undefined)
  /** The file is on its way to the server. */
  sending = $state(false)
  #sender: AbortController | undefined
  readonly running = $derived(this.sending || this.state?.import?.status === 'running')

  /** Call while a component starts: reads now, at every change that the server tells, and often while importing. */
  constructor() {
    $effect(() => {
      void this.#read()
      return live.on('roads:changed', () => void this.#read())
    })
    $effect(() => {
      if (!this.running) return
      const timer = setInterval(() => void this.#read(), POLL_MILLIS)
      return () => {
        clearInterval(timer)
      }
    })
  }

  /** Why a file was refused is in the state, which stays on the screen; other refusals pass by. */
  async importFile(file: File): Promise<void> {
    const { signal } = (this.#sender = new AbortController())
    this.sending = true
    try {
      this.state = await upload<RoadState>('/roads/import', file, {}, signal)
    } catch (error) {
      const cancelled = signal.aborted || toRefusal(error).code === 'roads-import-cancelled'
      if (!cancelled) toasts.refused(error)
      await this.#read()
    } finally {
      this.sending = false
    }
  }

  /** Told to the server first, which otherwise would see a broken upload. */
  cancel = async () => {
    await this.#change('DELETE', '/roads/import')
    this.#sender?.abort()
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
