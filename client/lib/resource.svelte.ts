import { untrack } from 'svelte'
import { toRefusal, type Refusal } from './http.ts'

/**
 * Something read from the server for a key, read again when the key changes. What was read before stays in
 * `value` while the next is under way or has failed, so that a screen need not go blank.
 */
export class Resource<Key, Value> {
  value = $state.raw<Value | undefined>(undefined)
  refusal = $state.raw<Refusal | undefined>(undefined)
  loading = $state(false)
  readonly #read: (key: Key, signal: AbortSignal) => Promise<Value>
  readonly #key: () => Key | undefined
  #running: AbortController | undefined

  /**
   * Call while a component starts.
   * @param key reactive, a plain value; undefined means that there is nothing to read
   */
  constructor(key: () => Key | undefined, read: (key: Key, signal: AbortSignal) => Promise<Value>) {
    // Only another key is a reason to read again, not whatever the key was made from.
    const current = $derived(key())
    this.#key = () => current
    this.#read = read
    $effect(() => {
      const now = current
      this.value = undefined
      this.refusal = undefined
      // Whatever else the question is made from is no reason to ask again.
      if (now !== undefined) void untrack(() => this.#run(now))
      return () => this.#running?.abort()
    })
  }

  /** Reads again for the same key. */
  async reload(): Promise<void> {
    const key = this.#key()
    if (key !== undefined) await this.#run(key)
  }

  async #run(key: Key): Promise<void> {
    this.#running?.abort()
    const running = new AbortController()
    this.#running = running
    this.loading = true
    try {
      const value = await this.#read(key, running.signal)
      if (running.signal.aborted) return
      this.value = value
      this.refusal = undefined
    } catch (error) {
      if (running.signal.aborted) return
      this.refusal = toRefusal(error)
    } finally {
      if (this.#running === running) this.loading = false
    }
  }
}
