import type { Plan, Stop, Tour } from '../../../shared/planning.ts'
import { shopName } from '../../lib/format.ts'
import { findStop } from '../move-stop.ts'
import type { Carried } from '../plan-editor.svelte.ts'
import type { MoveAim } from '../price/move-aim.svelte.ts'
import { placeByTime, rowAt, snapTime, timeAt, toInstant, type GanttScale } from './gantt-scale.ts'

/** Pixels moved before a press is a drag, and from the edges within which the rows scroll by themselves. */
const [STIR, EDGE] = [4, 28]

/** A visit's bar on its way. */
export interface Dragged {
  readonly stop: Stop
  readonly from: Tour
  /** The row under the pointer. */
  readonly to: Tour
  readonly row: number
  /** The hour it is held at, a full five minutes. */
  readonly begins: number
  /** The pointer, in the window. */
  readonly x: number
  readonly y: number
}

interface Pressed {
  readonly stop: Stop
  readonly from: Tour
  readonly begins: number
  /** How far behind the bar's beginning it was taken hold of. */
  readonly grabbed: number
  readonly x: number
  readonly y: number
}

interface DragParts {
  readonly plan: () => Plan
  readonly scale: () => GanttScale
  /** What scrolls, and in it what the scale counts from. */
  readonly scroller: () => HTMLElement | undefined
  readonly chart: () => SVGSVGElement | undefined
  readonly aim: MoveAim
  /** Says what is dragged. */
  readonly carry: (carried: Carried) => void
}

/** Drags bars of the timetable: in their own row to another hour, where they are pinned; to another row to that person. */
export class BarDrag {
  now = $state.raw<Dragged | undefined>()
  readonly #parts: DragParts
  #pressed: Pressed | undefined
  #frame = 0

  constructor(parts: DragParts) {
    this.#parts = parts
  }

  /** @param begins when the visit begins whose bar is pressed */
  press(event: PointerEvent, stopId: number, begins: number): void {
    const found = findStop(this.#parts.plan(), stopId)
    if (event.button !== 0 || !found || found.stop.outcome !== null) return
    const { clientX: x, clientY: y } = event
    const grabbed = this.#timeAt(x) - begins
    this.#pressed = { stop: found.stop, from: found.tour, begins, grabbed, x, y }
  }

  move(event: PointerEvent): void {
    const pressed = this.#pressed
    if (!pressed) return
    const { clientX: x, clientY: y } = event
    if (!this.now) {
      if (Math.hypot(x - pressed.x, y - pressed.y) < STIR) return
      this.#parts.chart()?.setPointerCapture(event.pointerId)
      const { id, retailerId, at } = pressed.stop
      this.#parts.carry({ stopId: id, retailerId, name: shopName(pressed.stop), at })
      this.#frame = requestAnimationFrame(this.#scroll)
    }
    this.#seek(pressed, x, y)
  }

  drop(): void {
    if (this.now && this.#parts.aim.place) this.#parts.aim.drop()
    this.cancel()
  }

  /** @returns whether there was anything to leave */
  cancel(): boolean {
    const was = this.now !== undefined
    if (was) this.#parts.aim.cancel()
    cancelAnimationFrame(this.#frame)
    this.#pressed = undefined
    this.now = undefined
    return was
  }

  #seek(pressed: Pressed, x: number, y: number): void {
    const { plan, chart, scale, aim } = this.#parts
    const { tours } = plan()
    const top = chart()?.getBoundingClientRect().top ?? 0
    const row = rowAt(scale(), y - top, tours.length) ?? 0
    const { stop, from, grabbed } = pressed
    const to = tours[row] ?? from
    const begins = snapTime(this.#timeAt(x) - grabbed)
    this.now = { stop, from, to, row, begins, x, y }
    if (to.id !== from.id) aim.at(placeByTime(to, begins, stop.id))
    else if (begins === snapTime(pressed.begins)) aim.at(undefined)
    else aim.at({ ...placeByTime(to, begins, stop.id), at: toInstant(begins) })
  }

  #timeAt(clientX: number): number {
    const left = this.#parts.chart()?.getBoundingClientRect().left ?? 0
    return timeAt(this.#parts.scale(), clientX - left)
  }

  /** Scrolls while the pointer is near the upper or lower edge: the nearer, the faster. */
  readonly #scroll = (): void => {
    const [now, pressed, scroller] = [this.now, this.#pressed, this.#parts.scroller()]
    if (now && pressed && scroller) {
      const { top, bottom } = scroller.getBoundingClientRect()
      const before = scroller.scrollTop
      scroller.scrollTop += Math.min(0, now.y - top - EDGE) / 3
      scroller.scrollTop += Math.max(0, now.y - bottom + EDGE) / 3
      if (scroller.scrollTop !== before) this.#seek(pressed, now.x, now.y)
    }
    this.#frame = requestAnimationFrame(this.#scroll)
  }
}
