import { untrack } from 'svelte'
import { SvelteMap } from 'svelte/reactivity'
import { toRefusal, type Refusal } from './http.ts'

const PAGE = 100

export interface RowPage<Row> {
  rows: Row[]
  total: number
}

/**
 * A long list of the server's, of which only the pages in view are fetched. Rows not yet there are undefined.
 * Call while a component starts.
 */
export class PagedRows<Row> {
  /** Undefined until the first page has come. */
  total = $state<number | undefined>(undefined)
  refusal = $state.raw<Refusal | undefined>(undefined)
  readonly #pages = new SvelteMap<number, readonly Row[]>()
  /** Pages that are here or on their way. */
  #asked: boolean[] = []
  readonly #fetch: (offset: number, limit: number, key: string) => Promise<RowPage<Row>>
  /** Which list the rows are of. */
  key = $state('')
  /** The rows in view, to be fetched again with the list. */
  #view: readonly [first: number, last: number] = [0, 0]
  /** Counts up when the list becomes another one; answers to the one before are dropped. */
  #version = 0

  /**
   * @param key reactive, a plain value; another key is another list
   * @param fetch reads `limit` rows from `offset` of the list of that key
   */
  constructor(
    key: () => string,
    fetch: (offset: number, limit: number, key: string) => Promise<RowPage<Row>>,
  ) {
    this.#fetch = fetch
    const current = $derived(key())
    $effect(() => {
      this.key = current
      untrack(() => {
        this.reload()
      })
    })
  }

  row(index: number): Row | undefined {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE]
  }

  /** The rows that are here, in order. */
  *loaded(): Generator<Row> {
    for (const page of [...this.#pages.keys()].sort((a, b) => a - b))
      yield* this.#pages.get(page) ?? []
  }

  /** Place of the first loaded row that matches. */
  indexOf(matches: (row: Row) => boolean): number | undefined {
    for (const [page, rows] of this.#pages) {
      const index = rows.findIndex(matches)
      if (index >= 0) return page * PAGE + index
    }
    return undefined
  }

  /** Fetches what is missing of the rows from `first` to `last`. */
  show(first: number, last: number): void {
    this.#view = [first, last]
    for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page++)
      if (!this.#asked[page]) void this.#load(page)
  }

  /** Fetches the list again; the old rows stay until its first page comes. */
  reload(): void {
    this.#version++
    this.#asked = []
    void this.#load(0)
  }

  async #load(page: number): Promise<void> {
    const version = this.#version
    const isFirst = this.#asked.length === 0
    this.#asked[page] = true
    try {
      const { rows, total } = await this.#fetch(page * PAGE, PAGE, this.key)
      if (version !== this.#version) return
      this.total = total
      this.refusal = undefined
      if (isFirst) this.#pages.clear()
      this.#pages.set(page, rows)
      if (isFirst) this.show(...this.#view)
    } catch (error) {
      if (version !== this.#version) return
      this.#asked[page] = false
      this.refusal = toRefusal(error)
    }
  }
}
