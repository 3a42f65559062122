/**
 * What runs in the page: it is handed over as text, so that each function stands alone. Times are milliseconds of the page,
 * from the input on.
 */

/** From the click on Optimise. */
export interface TourWaits {
  readonly answered: number
  /** The frame with the first tours, and that with the last. */
  readonly painted: number
  readonly final: number
}

/** Notes when the figures of tours change, in the frame after the change, from the next click on. */
export function watchTours(): void {
  const waits = { answered: 0, painted: 0, final: 0 }
  Object.assign(globalThis, { waits })
  let clicked = 0
  let shown = ''
  addEventListener(
    'click',
    () => {
      clicked = performance.now()
    },
    { capture: true, once: true },
  )
  const plain = globalThis.fetch
  globalThis.fetch = async (...asked) => {
    const answer = await plain(...asked)
    if (clicked > 0 && waits.answered === 0 && answer.status === 202)
      waits.answered = performance.now() - clicked
    return answer
  }
  const look = () => {
    const tours = [...document.querySelectorAll('section.tour .facts')]
    const now = tours.map(({ textContent }) => textContent).join()
    // What an answer brings is painted in the frame after it.
    if (waits.answered > 0 && tours.length > 0 && now !== shown) {
      shown = now
      requestAnimationFrame(() => {
        setTimeout(() => {
          waits.final = performance.now() - clicked
          if (waits.painted === 0) waits.painted = waits.final
        })
      })
    }
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

export interface InputWaits {
  /** Until all that the page does about it is done, layout too, and only drawing is left. */
  readonly done: number[]
  /** Until it is drawn. */
  readonly drawn: number[]
}

/** Times what the page does about each input of a kind, until `unwatch`. */
export function watchInputs(kind: string): void {
  const waits: InputWaits = { done: [], drawn: [] }
  const hear = () => {
    const begun = performance.now()
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      document.body.getBoundingClientRect()
      waits.done.push(performance.now() - begun)
      port1.close()
      requestAnimationFrame(() => {
        setTimeout(() => waits.drawn.push(performance.now() - begun))
      })
    }
    port2.postMessage(null)
  }
  addEventListener(kind, hear, true)
  const unwatch = () => {
    removeEventListener(kind, hear, true)
  }
  Object.assign(globalThis, { waits, unwatch })
}

export interface ChangeWaits {
  /** In the page, and only to be drawn. */
  readonly applied: number
  readonly visible: number
  readonly saved: number
}

/** Times a change from the next input of a kind on: until the visit is in another row, drawn, and until it is saved. */
export function watchChange({ kind, stopId }: { kind: string; stopId: string }): void {
  const waits = { applied: 0, visible: 0, saved: 0 }
  Object.assign(globalThis, { waits })
  const rowOf = () => document.querySelector(`[data-visit='${stopId}']`)?.closest('g.tour')
  const before = rowOf()
  addEventListener(
    kind,
    () => {
      const begun = performance.now()
      const plain = globalThis.fetch
      globalThis.fetch = async (...asked) => {
        const answer = await plain(...asked)
        const [, { method = 'GET' } = {}] = asked
        if (method !== 'GET' && waits.saved === 0) {
          waits.saved = performance.now() - begun
          globalThis.fetch = plain
        }
        return answer
      }
      const looking = new MutationObserver(() => {
        const now = rowOf()
        if (!now || now === before) return
        looking.disconnect()
        waits.applied = performance.now() - begun
        requestAnimationFrame(() => {
          setTimeout(() => (waits.visible = performance.now() - begun))
        })
      })
      looking.observe(document.body, { subtree: true, childList: true })
    },
    { capture: true, once: true },
  )
}
