import type { Datum } from '../../shared/geo.ts'
import type { ColumnMapping, ImportBatch, ImportKind } from '../../shared/imports.ts'
import { get, send, toRefusal, upload, type Refusal } from '../lib/http.ts'
import { url } from '../lib/url.svelte.ts'

export const steps = ['file', 'columns', 'check', 'done'] as const
export type Step = (typeof steps)[number]
export type Work = 'read' | 'check' | 'apply' | 'undo' | 'discard'

/**
 * One file on its way into the database. The server keeps the state of it, the address names it (`batch=12`), so that
 * a page loaded again, or a colleague, goes on where it was.
 */
export class ImportWizard {
  batch = $state.raw<ImportBatch | undefined>()
  mapping = $state.raw<ColumnMapping>({})
  datum = $state<Datum>('WGS-84')
  /** What the server recognised by the names of the columns. */
  guess = $state.raw<ColumnMapping>({})
  /** What is under way. */
  work = $state<Work | undefined>()
  refusal = $state.raw<Refusal | undefined>()
  /** The columns of a file that was checked already are being changed. */
  #matching = $state(false)

  readonly step: Step = $derived.by(() => {
    const status = this.batch?.status
    if (status === undefined) return 'file'
    if (status === 'applied' || status === 'undone') return 'done'
    return status === 'staged' || this.#matching ? 'columns' : 'check'
  })

  readonly #onchange: () => void

  /** @param onchange told whenever the list of imports is out of date */
  constructor(onchange: () => void) {
    this.#onchange = onchange
  }

  receive = (kind: ImportKind, file: File) =>
    this.#do('read', async () => {
      const batch = await upload<ImportBatch>('/imports', file, { kind })
      this.guess = batch.mapping
      return batch
    })

  open = (id: number) => this.#do('read', () => get<ImportBatch>(`/imports/${id}`))

  check = () =>
    this.#do('check', () => {
      const { mapping, datum } = this
      return send<ImportBatch>('POST', `/imports/${this.#id}/check`, { mapping, datum })
    })

  apply = () => this.#do('apply', () => send<ImportBatch>('POST', `/imports/${this.#id}/apply`))

  undo = () => this.#do('undo', () => send<ImportBatch>('POST', `/imports/${this.#id}/undo`))

  discard = () =>
    this.#do('discard', async () => {
      await send('DELETE', `/imports/${this.#id}`)
      return undefined
    })

  /** Goes back from the check to the columns. */
  match(): void {
    this.#matching = true
  }

  /** Leaves the file as it is, for another one. */
  leave(): void {
    this.#take(undefined)
    this.guess = {}
  }

  get #id(): number {
    if (!this.batch) throw new Error('no file is open')
    return this.batch.id
  }

  async #do(work: Work, act: () => Promise<ImportBatch | undefined>): Promise<void> {
    this.work = work
    this.refusal = undefined
    try {
      this.#take(await act())
      this.#onchange()
    } catch (error) {
      this.refusal = toRefusal(error)
    } finally {
      this.work = undefined
    }
  }

  #take(batch: ImportBatch | undefined): void {
    this.batch = batch
    this.mapping = batch?.mapping ?? {}
    this.datum = batch?.datum ?? 'WGS-84'
    this.#matching = false
    this.refusal = undefined
    url.patch({ batch: batch && String(batch.id) })
  }
}
