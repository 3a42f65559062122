import type { BaseMapDescription, PictureMap } from '../../shared/tiles.ts'
import { get, send, sendFile, toRefusal, type Refusal } from '../lib/http.ts'
import { live } from '../lib/live.svelte.ts'
import { toasts } from '../lib/toast.svelte.ts'

/** What the base map is made of, and other ways to have one. For administrators who see everything. */
export class MapSource {
  about = $state.raw<BaseMapDescription | undefined>(undefined)
  /** The map service asked; its keys are written as ***. */
  pictures = $state.raw<PictureMap | null>(null)
  busy = $state(false)
  /** A map file on its way from here. */
  sending = $state.raw<{ name: string; stop: () => void } | undefined>(undefined)
  refusal = $state.raw<Refusal | undefined>(undefined)

  /** Call while a component starts. */
  constructor() {
    $effect(() => {
      void this.#read()
      const stops = [
        live.on('map:changed', () => void this.#read()),
        live.on('roads:changed', () => void this.#read()),
      ]
      return () => {
        for (const stop of stops) stop()
      }
    })
  }

  /** The map in use stays until all of the file has come and can be drawn. */
  async putFile(file: File): Promise<void> {
    const abort = new AbortController()
    this.sending = {
      name: file.name,
      stop: () => {
        abort.abort()
      },
    }
    await this.#change(() =>
      sendFile('/tiles/base/file', file, abort.signal).catch((error: unknown) => {
        if (!abort.signal.aborted) throw error
      }),
    )
    this.sending = undefined
  }
  removeFile = () => this.#change(() => send('DELETE', '/tiles/base/file'))
  /** @returns whether the service was taken */
  putPictures = (pictures: PictureMap) =>
    this.#change(() => send('PUT', '/tiles/base/pictures', pictures))
  removePictures = () => this.#change(() => send('DELETE', '/tiles/base/pictures'))

  async #change(act: () => Promise<unknown>): Promise<boolean> {
    this.busy = true
    this.refusal = undefined
    try {
      await act()
      await this.#read()
      return true
    } catch (error) {
      this.refusal = toRefusal(error)
      return false
    } finally {
      this.busy = false
    }
  }

  async #read(): Promise<void> {
    try {
      this.about = await get<BaseMapDescription>('/tiles/base')
      this.pictures = await get<PictureMap | null>('/tiles/base/pictures')
    } catch (error) {
      toasts.refused(error)
    }
  }
}
